package io.github.sqliteleak.cli;

import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.json.JsonReportReader;
import io.github.sqliteleak.report.words.PlainText;
import io.github.sqliteleak.report.words.ProgramName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which reports of a folder are of earlier runs of the same program. JVMs of it that ran at the
 * same time are one run. The forks of a test plugin run one after the other and are one run, too.
 */
final class ProgramRuns {
    private static final List<String> TEST_WORKERS =
            List.of(
                    "worker.org.gradle.",
                    "org.apache.maven.surefire.",
                    "org.pitest.",
                    "sbt.ForkMain");

    private final Map<String, List<RunOfJvm>> programs = new TreeMap<>();
    private int leftOut;

    /** What was found in a report. */
    void add(Path file, LeakReport report) {
        boolean leaked = report.leaks().stream().anyMatch(group -> group.leaked() > 0);
        Long timeouts = report.totals().lockTimeouts();
        add(new RunOfJvm(file, report.jvm(), leaked, timeouts != null && timeouts > 0));
    }

    /** JVMs that have not reported began a run all the same. */
    void addMarkers(List<Path> markers) {
        markers.forEach(this::look);
    }

    private void add(RunOfJvm jvm) {
        String main = jvm.jvm().main();
        if (main == null || isTestWorker(main)) {
            return;
        }
        Path folder = jvm.file().toAbsolutePath().getParent();
        programs.computeIfAbsent(folder + "\n" + main, key -> new ArrayList<>()).add(jvm);
    }

    private static boolean isTestWorker(String main) {
        return !ProgramName.of(main).equals(main)
                || TEST_WORKERS.stream().anyMatch(main::startsWith);
    }

    /** Reports and markers without those of earlier runs. What cannot be read stays. */
    FoundFiles newest(FoundFiles files) {
        ProgramRuns all = new ProgramRuns();
        files.reports().forEach(all::look);
        files.markers().forEach(all::look);
        Set<Path> older = new HashSet<>();
        for (List<RunOfJvm> jvms : all.programs.values()) {
            List<List<RunOfJvm>> runs = RunOfJvm.runs(jvms);
            for (List<RunOfJvm> run : runs.subList(0, runs.size() - 1)) {
                run.stream().filter(jvm -> !jvm.isAlive()).forEach(jvm -> older.add(jvm.file()));
            }
        }
        leftOut = older.size();
        return new FoundFiles(
                without(files.reports(), older),
                without(files.markers(), older),
                files.allMarkers(),
                files.problems(),
                files.empty());
    }

    private static List<Path> without(List<Path> files, Set<Path> older) {
        return files.stream().filter(file -> !older.contains(file)).toList();
    }

    /** What a shell hands over can be read but once. */
    private void look(Path file) {
        if (Files.isRegularFile(file)) {
            JvmInfo jvm = started(file);
            if (jvm != null) {
                add(new RunOfJvm(file, jvm, false, false));
            }
        }
    }

    private static @Nullable JvmInfo started(Path file) {
        try {
            return JsonReportReader.readStarted(PlainFile.read(file));
        } catch (IOException | ReportFormatException e) {
            // Whoever reads it for its leaks has the same trouble and names it.
            return null;
        }
    }

    /** What is good to know of the runs, a line for each program. */
    List<String> notes(Terminal terminal, boolean newestRun) {
        List<String> notes = new ArrayList<>();
        if (leftOut > 0) {
            notes.add("newest runs alone: " + leftOut + " files of older runs are left out");
        }
        for (List<RunOfJvm> jvms : programs.values()) {
            List<List<RunOfJvm>> runs = RunOfJvm.runs(jvms);
            String findings = findings(runs.subList(0, runs.size() - 1));
            if (findings != null && !newestRun) {
                RunOfJvm newest = runs.get(runs.size() - 1).get(0);
                notes.add(
                        PlainText.of(newest.jvm().main() + " in " + folder(terminal, newest))
                                + ": "
                                + runs.size()
                                + " runs, the newest of "
                                + newest.jvm().startedAt()
                                + "; "
                                + findings
                                + " of older runs are in it: empty the folder before a run, or"
                                + " leave them out by --newest-run");
            }
        }
        return List.copyOf(notes);
    }

    private static String folder(Terminal terminal, RunOfJvm jvm) {
        Path folder = jvm.file().toAbsolutePath().getParent();
        return folder == null ? "/" : terminal.display(folder);
    }

    /** Null when there is nothing in them that anybody would wonder at. */
    private static @Nullable String findings(List<List<RunOfJvm>> older) {
        boolean leaked = false;
        boolean locked = false;
        for (List<RunOfJvm> run : older) {
            for (RunOfJvm jvm : run) {
                leaked |= jvm.leaked();
                locked |= jvm.locked();
            }
        }
        if (leaked) {
            return locked ? "leaks and lock timeouts" : "leaks";
        }
        return locked ? "lock timeouts" : null;
    }
}
