package io.github.sqliteleak.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "help", description = "this page, or a verb's part of it")
final class HelpCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CommandLine commandLine;

    @Parameters(paramLabel = "VERB", arity = "0..1")
    private @Nullable String verb;

    HelpCommand(Terminal terminal, CommandLine commandLine) {
        this.terminal = terminal;
        this.commandLine = commandLine;
    }

    @Override
    public Integer call() throws WrongUseException {
        CommandLine one = verb == null ? null : commandLine.getSubcommands().get(verb);
        if (verb != null && one == null) {
            throw new WrongUseException(
                    CommandParser.unknownVerb(verb, commandLine.getSubcommands().keySet()));
        }
        terminal.print(one == null ? HelpPage.all(commandLine) : HelpPage.of(one));
        return ExitStatus.CLEAN;
    }
}
