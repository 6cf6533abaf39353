package io.github.sqliteleak.cli;

import io.github.sqliteleak.files.FileReason;
import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.json.JsonReportReader;
import io.github.sqliteleak.report.words.CompletenessWords;
import io.github.sqliteleak.report.words.ProgramName;
import io.github.sqliteleak.report.words.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports, any number of them in bounded memory. One that is broken does not keep the others
 * from being read.
 */
final class ReportLoader {
    /** Files read side by side before their reports are passed on and let go. */
    private static final int BATCH = 64;

    private final Terminal terminal;
    private final List<String> problems = new ArrayList<>();
    private final AtomicInteger old = new AtomicInteger();

    private record Loaded(Path file, @Nullable LeakReport report, List<String> problems) {
        static Loaded nothing(Path file, String problem) {
            return new Loaded(file, null, List.of(problem));
        }
    }

    ReportLoader(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Passes on each report with its file, in the order of the files.
     *
     * @return what is missing or cannot be read, a line each
     */
    List<String> load(FoundFiles files, BiConsumer<Path, LeakReport> reports) {
        problems.addAll(files.problems());
        for (Path marker : files.markers()) {
            problems.add(unreported(marker));
        }
        List<Path> paths = files.reports();
        Progress progress = new Progress(terminal, paths.size(), Progress.QUIET);
        for (int from = 0; from < paths.size(); from += BATCH) {
            int to = Math.min(from + BATCH, paths.size());
            for (Loaded loaded :
                    paths.subList(from, to).parallelStream().map(this::load).toList()) {
                if (loaded.report() != null) {
                    reports.accept(loaded.file(), loaded.report());
                }
                problems.addAll(loaded.problems());
            }
            progress.done(to);
        }
        progress.end();
        if (old.get() > 0) {
            terminal.say(
                    Words.count(old.get(), "report")
                            + " of an earlier version of the agent: its fingerprints are not those"
                            + " of today, and no baseline of today has them");
        }
        return List.copyOf(problems);
    }

    private Loaded load(Path file) {
        try {
            String json = PlainFile.read(file);
            LeakReport report = JsonReportReader.read(json);
            // Leaks alone have a fingerprint, and to parse a file twice takes time.
            if (!report.leaks().isEmpty() && JsonReportReader.isOld(json)) {
                old.incrementAndGet();
            }
            String contradiction = contradiction(file, report);
            List<String> missing = missing(file, report);
            if (contradiction != null) {
                // What leaked by its lists counts; its totals alone make no clean report.
                missing.add(contradiction);
                return new Loaded(file, report.leaks().isEmpty() ? null : report, missing);
            }
            return new Loaded(file, report, missing);
        } catch (ReportFormatException e) {
            return Loaded.nothing(file, terminal.display(file) + ": " + e.getMessage());
        } catch (IOException e) {
            return Loaded.nothing(file, terminal.display(file) + ": " + reason(e));
        }
    }

    /** Of a JVM at its end only: before it, connections that nobody has judged are listed, too. */
    private @Nullable String contradiction(Path file, LeakReport report) {
        Totals totals = report.totals();
        long listed = 0;
        for (LeakSite group : report.leaks()) {
            listed += group.leaked();
        }
        String reason = null;
        boolean cutShort = listed < totals.leaked() && !report.completeness().complete();
        if (totals.leaked() != listed && !cutShort) {
            reason =
                    "totals.leaked is "
                            + totals.leaked()
                            + ", and the counts of its leaks add up to "
                            + listed;
        } else if (!addUp(totals)) {
            reason =
                    String.format(
                            "opened %d, closed %d, leaked %d and excluded %d do not add up",
                            totals.opened(), totals.closed(), totals.leaked(), totals.excluded());
        }
        return reason == null || report.jvm().exit() == null
                ? null
                : terminal.display(file) + ": it contradicts itself: " + reason;
    }

    /** Whoever wrote it may count those that are excluded among the closed ones or not. */
    private static boolean addUp(Totals totals) {
        long aside = totals.inUseAtExit() + totals.openedDuringExit();
        long notClosed = totals.opened() - totals.closed() - aside;
        return notClosed >= totals.leaked() && notClosed - totals.leaked() <= totals.excluded();
    }

    private List<String> missing(Path file, LeakReport report) {
        String jvm = terminal.display(file) + ": " + name(report.jvm()) + ' ';
        List<String> lines = new ArrayList<>();
        for (Completeness.Missing missing : report.completeness().missing()) {
            lines.add(jvm + CompletenessWords.of(missing));
        }
        if (lines.isEmpty() && !report.completeness().complete()) {
            lines.add(jvm + "says of its report that it is not complete, and not why");
        }
        return lines;
    }

    private static String name(JvmInfo jvm) {
        String main = jvm.main() == null ? "" : ", " + ProgramName.of(jvm.main());
        return "JVM " + jvm.pid() + main + ", started at " + jvm.startedAt() + ',';
    }

    private String unreported(Path marker) {
        String who = "a JVM";
        try {
            who = name(JsonReportReader.readStarted(PlainFile.read(marker)));
        } catch (IOException | ReportFormatException e) {
            // Cut off when its JVM was killed, most likely; that it stands there is what counts.
        }
        return terminal.display(marker)
                + ": "
                + who
                + " has not reported: killed, or still running";
    }

    static String reason(IOException e) {
        return FileReason.of(e);
    }
}
