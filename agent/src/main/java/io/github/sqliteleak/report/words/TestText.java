package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.LeakTest.Evidence;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** In which tests the connections of a leak site were opened, in words that say how sure it is. */
public final class TestText {
    private TestText() {}

    /**
     * A line for each kind of evidence, the strongest first.
     *
     * @param shown the most names in a line
     */
    public static List<String> phrases(LeakSite group, int shown) {
        return phrases(group.connections(), group.tests(), shown);
    }

    /** The same of one connection. */
    public static List<String> phrases(LeakedConnection connection, int shown) {
        return phrases(List.of(connection), connection.tests(), shown);
    }

    private static List<String> phrases(
            List<LeakedConnection> connections, List<String> tests, int shown) {
        Map<Evidence, Set<String>> names = new EnumMap<>(Evidence.class);
        Set<String> ofThreads = new LinkedHashSet<>();
        boolean allOfThreads = true;
        Set<String> running = new TreeSet<>();
        boolean unknown = false;
        Set<String> others = new LinkedHashSet<>(tests);
        for (LeakedConnection connection : connections) {
            LeakTest test = connection.openedIn();
            if (test != null && test.name() != null) {
                names.computeIfAbsent(test.evidence(), evidence -> new LinkedHashSet<>())
                        .add(test.name());
                test.charged().forEach(others::remove);
                if (test.ofThread() != null) {
                    ofThreads.add(test.ofThread());
                } else if (test.evidence() == Evidence.ONLY_RUNNING_TEST) {
                    allOfThreads = false;
                }
            } else if (test != null) {
                unknown = true;
                running.addAll(test.running());
            }
        }
        List<String> lines = new ArrayList<>();
        String by = ofThreads.isEmpty() ? "" : by(ofThreads, allOfThreads, shown);
        names.forEach(
                (evidence, of) ->
                        lines.add(
                                phrase(evidence, of, shown)
                                        + (evidence == Evidence.ONLY_RUNNING_TEST ? by : "")));
        if (!others.isEmpty()) {
            lines.add((lines.isEmpty() ? "" : "and in ") + join(others, shown));
        }
        if (unknown) {
            lines.add(
                    "not known"
                            + (running.isEmpty()
                                    ? ", none was running"
                                    : "; running then: " + join(running, shown)));
        }
        return lines;
    }

    private static String phrase(Evidence evidence, Set<String> names, int shown) {
        boolean one = names.size() == 1;
        String joined = join(names, shown);
        return switch (evidence) {
            case CERTAIN -> (one ? "opened in test " : "opened in tests ") + joined;
            case ONLY_RUNNING_TEST ->
                    one
                            ? "opened while test " + joined + " was running, and no other"
                            : "opened while one test was running: " + joined;
            case INHERITED -> "opened by a thread that was started in " + joined;
            case CLASS, UNKNOWN ->
                    "opened in class " + joined + ", outside its tests or not known in which";
        };
    }

    /** What another test started than the one that was running. */
    private static String by(Set<String> tests, boolean all, int shown) {
        return (all ? ", by " : "; some by ")
                + (tests.size() == 1 ? "a thread that was" : "threads that were")
                + " started in "
                + join(tests, shown);
    }

    private static String join(Collection<String> names, int shown) {
        List<String> first = names.stream().limit(shown).toList();
        int more = names.size() - first.size();
        return String.join(", ", first) + (more == 0 ? "" : " and " + more + " more");
    }
}
