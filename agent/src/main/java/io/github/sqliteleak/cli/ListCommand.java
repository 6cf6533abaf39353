package io.github.sqliteleak.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "JVMs of this user, with the agent or not, and those that never reported")
final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH")
    private List<String> paths = new ArrayList<>();

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        List<String> given = paths.isEmpty() ? List.of(JudgeOptions.DEFAULT_FOLDER) : paths;
        FoundFiles files = ReportFinder.find(terminal, given);
        List<AgentJvm> jvms = AgentJvms.find(terminal, files.allMarkers());
        for (AgentJvm jvm : jvms) {
            terminal.print(jvm.line() + '\n');
        }
        if (jvms.isEmpty()) {
            terminal.say("no JVM found");
        }
        if (paths.isEmpty()) {
            // The default folder need not be there.
            return ExitStatus.CLEAN;
        }
        for (String problem : files.problems()) {
            terminal.say(problem);
        }
        return files.problems().isEmpty() ? ExitStatus.CLEAN : ExitStatus.INCOMPLETE;
    }
}
