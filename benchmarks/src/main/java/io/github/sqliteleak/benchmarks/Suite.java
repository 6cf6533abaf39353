package io.github.sqliteleak.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that can be measured. */
final class Suite {
    private final List<Contest> contests = new ArrayList<>();

    /**
     * @param bare without any agent
     * @param empty with an agent that does nothing
     * @param agent with the agent that is measured
     */
    Suite(Effort effort, Jvm bare, Jvm empty, Jvm agent) {
        contests.addAll(new JvmContests(effort, bare, empty, agent).all());
        contests.addAll(new OperationContests(effort, bare, agent).all());
        contests.addAll(new ToolkitContests(effort, bare).all());
    }

    List<Contest> contests() {
        return contests;
    }

    /**
     * Those with these names, all when there are none; {@code depth} stands for all of its series.
     * Throws {@link IllegalArgumentException} with one line for the user when there is no such
     * benchmark.
     */
    List<Contest> contests(List<String> names) {
        List<Contest> chosen = new ArrayList<>(contests);
        Set<String> unknown = new TreeSet<>(names);
        for (Contest contest : contests) {
            unknown.remove(contest.name());
            unknown.remove(series(contest));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no benchmark "
                            + String.join(", ", unknown)
                            + "; there are "
                            + contests.stream()
                                    .map(Suite::series)
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
        }
        chosen.removeIf(
                contest ->
                        !names.isEmpty()
                                && !names.contains(contest.name())
                                && !names.contains(series(contest)));
        return chosen;
    }

    /** The name up to a slash, behind which a series has its number. */
    static String series(Contest contest) {
        return contest.name().split("/", 2)[0];
    }
}
