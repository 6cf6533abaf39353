package io.github.sqliteleak.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "help", description = "this page")
final class HelpCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CommandLine commandLine;

    HelpCommand(Terminal terminal, CommandLine commandLine) {
        this.terminal = terminal;
        this.commandLine = commandLine;
    }

    @Override
    public Integer call() {
        terminal.print(HelpPage.render(commandLine));
        return ExitStatus.CLEAN;
    }
}
