package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.LeakReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the reports at the paths of a command line, and says what is wrong with them. */
final class Inputs {
    private static final int NAMED = 20;

    private Inputs() {}

    /**
     * Passes on each report.
     *
     * @param paths the agent's own default folder when there are none
     * @return what is missing or cannot be read, a line each; never empty when there is no report
     */
    static List<String> read(Terminal terminal, List<String> paths, Consumer<LeakReport> reports)
            throws WrongUseException {
        List<String> given = paths.isEmpty() ? List.of(JudgeOptions.DEFAULT_FOLDER) : paths;
        FoundFiles files = ReportFinder.find(terminal, given);
        List<String> problems = new ArrayList<>(new ReportLoader(terminal).load(files, reports));
        // Though another folder has some: whoever names it counts on what is in it.
        files.empty().forEach(folder -> problems.add(folder + ": there is no report"));
        if (!problems.isEmpty()) {
            say(terminal, files.reports().size(), problems);
        }
        return problems;
    }

    private static void say(Terminal terminal, int reports, List<String> problems) {
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
