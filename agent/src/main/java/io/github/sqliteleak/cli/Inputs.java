package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.LeakReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads the reports at the paths of a command line, and says what is wrong with them. */
final class Inputs {
    private static final int NAMED = 20;

    private final Terminal terminal;
    private final boolean newestRun;
    private final ProgramRuns runs = new ProgramRuns();

    /**
     * @param newestRun whether to leave out older runs of a program that ran several times
     */
    Inputs(Terminal terminal, boolean newestRun) {
        this.terminal = terminal;
        this.newestRun = newestRun;
    }

    /**
     * Passes on each report with its file.
     *
     * @param paths the agent's own default folder when there are none
     * @return what is missing or cannot be read, a line each; never empty when there is no report
     */
    List<String> read(List<String> paths, BiConsumer<Path, LeakReport> reports)
            throws WrongUseException {
        List<String> given = paths.isEmpty() ? List.of(JudgeOptions.DEFAULT_FOLDER) : paths;
        FoundFiles files = ReportFinder.find(terminal, given);
        if (newestRun) {
            files = runs.newest(files);
        } else {
            runs.addMarkers(files.markers());
        }
        List<String> problems =
                new ArrayList<>(
                        new ReportLoader(terminal)
                                .load(
                                        files,
                                        (file, report) -> {
                                            runs.add(file, report);
                                            reports.accept(file, report);
                                        }));
        // Though another folder has some: whoever names it counts on what is in it.
        files.empty().forEach(folder -> problems.add(folder + ": there is no report"));
        if (!problems.isEmpty()) {
            say(files.reports().size(), problems);
        }
        return problems;
    }

    /** What is good to know of what was read, a line each. */
    List<String> notes() {
        return runs.notes(terminal, newestRun);
    }

    private void say(int reports, List<String> problems) {
        terminal.say(
                "incomplete data: "
                        + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                        + (reports == 1 ? " with 1 report" : " with " + reports + " reports"));
        for (String problem : problems.subList(0, Math.min(problems.size(), NAMED))) {
            terminal.sayMore(problem);
        }
        if (problems.size() > NAMED) {
            terminal.sayMore("and " + (problems.size() - NAMED) + " more");
        }
    }
}
