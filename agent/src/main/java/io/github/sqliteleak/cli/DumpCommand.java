package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.RefusedException;
import io.github.sqliteleak.judge.Judge;
import io.github.sqliteleak.judge.Suppressions;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.console.MomentText;
import io.github.sqliteleak.report.json.DumpFile;
import java.io.IOException;
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
        String text;
        try {
            String json = new DumpedJvm(terminal, pid).dump(which == ReportFormat.TEXT && !full);
            DumpFile.requireReport(json);
            text = which == ReportFormat.JSON ? json : render(which, DumpFile.read(json));
        } catch (RefusedException e) {
            terminal.say(String.valueOf(e.getMessage()));
            return ExitStatus.NOT_ATTACHED;
        } catch (IOException | ReportFormatException e) {
            String why = e instanceof IOException io ? ReportLoader.reason(io) : e.getMessage();
            terminal.say("cannot dump " + pid + ": " + why);
            return ExitStatus.NOT_ATTACHED;
        }
        if (output != null) {
            OutputFile.write(terminal, output, text, force);
        } else if (which == ReportFormat.TEXT) {
            terminal.print(text);
        } else {
            terminal.printUtf8(text);
        }
        return ExitStatus.CLEAN;
    }

    private String render(ReportFormat which, LeakReport report) {
        Moment moment = report.moment();
        if (which == ReportFormat.TEXT && moment != null) {
            return new MomentText(terminal.style(full)).render(report, moment);
        }
        Judge judge = new Judge(Suppressions.none(), null, true);
        judge.add(report);
        return ReportCommand.renderer(which, terminal, List.of(), full)
                .render(judge.judge(List.of()));
    }
}
