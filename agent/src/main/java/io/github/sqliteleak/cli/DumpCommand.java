package io.github.sqliteleak.cli;

import io.github.sqliteleak.cli.RunningTarget.RefusedException;
import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.judge.Judge;
import io.github.sqliteleak.judge.Suppressions;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.console.MomentText;
import io.github.sqliteleak.report.json.DumpFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dump", description = "what is open in a running JVM, and who waits for whom")
final class DumpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "PID")
    private long pid;

    @Option(names = "--format", paramLabel = "FORMAT", description = ReportFormat.NAMES)
    private String format = "text";

    @Option(names = "--full", description = "in text: all connections, with whole stacks")
    private boolean full;

    @Option(names = "--output", paramLabel = "FILE", description = "instead of standard output")
    private @Nullable String output;

    @Option(names = "--force", description = "write to FILE when it is a symbolic link, too")
    private boolean force;

    DumpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        ReportFormat which = ReportFormat.of(format);
        String json;
        LeakReport report;
        try {
            json = dump(pid);
            report = DumpFile.read(json);
        } catch (RefusedException | ReportFormatException e) {
            terminal.say("cannot dump " + pid + ": " + e.getMessage());
            return ExitStatus.NOT_ATTACHED;
        }
        String text = which == ReportFormat.JSON ? json : render(which, report);
        if (output != null) {
            OutputFile.write(terminal, output, text, force);
        } else if (which == ReportFormat.TEXT) {
            terminal.print(text);
        } else {
            terminal.printUtf8(text);
        }
        return ExitStatus.CLEAN;
    }

    /** Asks a JVM; its answer goes through a file that nobody else can read. */
    private static String dump(long pid) throws RefusedException {
        try {
            Path folder = Files.createTempDirectory("sqlite-leak-dump");
            Path answer = folder.resolve("dump.json");
            try {
                RunningTarget.ask(Long.toString(pid), "dump=" + answer);
                if (!Files.exists(answer)) {
                    throw new RefusedException(
                            "it has not answered: it has no such agent, is another user's, or sees"
                                    + " another file system, as in a container");
                }
                return PlainFile.read(answer);
            } finally {
                Files.deleteIfExists(answer);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new RefusedException(ReportLoader.reason(e));
        }
    }

    private String render(ReportFormat which, LeakReport report) {
        Moment moment = report.moment();
        if (which == ReportFormat.TEXT && moment != null) {
            return new MomentText(terminal.style(full)).render(report.jvm(), moment);
        }
        Judge judge = new Judge(Suppressions.none(), null, true);
        judge.add(report);
        return ReportCommand.renderer(which, terminal, List.of(), full)
                .render(judge.judge(List.of()));
    }
}
