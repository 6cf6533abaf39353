package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.RefusedException;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.console.WatchText;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "watch", description = "what is open in a running JVM, anew each second")
final class WatchCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 1_000;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "PID")
    private long pid;

    @Option(names = "--times", paramLabel = "N", description = "so often, and then end")
    private int times = Integer.MAX_VALUE;

    WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (WatchedJvm jvm = WatchedJvm.begin(terminal, pid)) {
            if (times == Integer.MAX_VALUE && terminal.isScreen()) {
                WatchScreen.run(terminal, jvm, pid);
            } else {
                printLines(jvm);
            }
            return ExitStatus.CLEAN;
        } catch (RefusedException e) {
            terminal.say(String.valueOf(e.getMessage()));
            return ExitStatus.NOT_ATTACHED;
        } catch (IOException | ReportFormatException e) {
            String why = e instanceof IOException io ? ReportLoader.reason(io) : e.getMessage();
            terminal.say("cannot watch " + pid + ": " + why);
            return ExitStatus.NOT_ATTACHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.CLEAN;
        }
    }

    /** Where there is no terminal: a line for each look. */
    private void printLines(WatchedJvm jvm)
            throws IOException, ReportFormatException, InterruptedException {
        WatchText text = new WatchText(terminal.style(false));
        for (int i = 0; i < times && jvm.runs() && terminal.lostResults() == null; i++) {
            LeakReport report = jvm.now();
            Moment moment = report == null ? null : report.moment();
            terminal.print(
                    (report == null || moment == null
                                    ? "no connection was opened yet"
                                    : text.line(report, moment))
                            + '\n');
            if (i + 1 < times) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
