package io.github.sqliteleak.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A leak site on the page.
 *
 * @param id of its element, unlike any other on the page
 * @param open whether it is unfolded at first
 * @param room for what is folded in it
 */
record HtmlSite(String id, boolean open, Finding finding, ShortPath paths, HtmlRoom room) {
    private static final int NAMES = 3;
    private static final int TESTS = 6;
    private static final int ALL_TESTS = 46;
    private static final int CONNECTIONS = 10;
    private static final int TEST_MARKUP = 25;

    /** A count with what is counted. */
    record Counted(int count, String label) {}

    LeakGroup group() {
        return finding.group();
    }

    HtmlFrame site() {
        String site = group().openSite();
        return site == null ? new HtmlFrame("", "an unknown place", "", false) : HtmlFrame.of(site);
    }

    String title() {
        return SiteText.title(group());
    }

    /** Other lines of the same method. */
    List<String> otherSites() {
        Set<String> others = new LinkedHashSet<>();
        for (LeakedConnection connection : group().connections()) {
            String site = connection.openSite();
            if (site != null && !connection.userFrames().isEmpty()) {
                others.add(site);
            }
        }
        others.remove(group().openSite());
        return List.copyOf(others);
    }

    /** Red for a lock that keeps writers out, amber for one that pins the WAL. */
    String colour() {
        if (!finding.status().fails()) {
            return "none";
        }
        return switch (HarmOrder.rankOfWorst(group().connections())) {
            case 0, 1 -> "red";
            case 2 -> "amber";
            default -> "blue";
        };
    }

    List<Counted> kinds() {
        List<Counted> kinds = new ArrayList<>();
        group().kinds()
                .forEach(
                        (kind, count) -> {
                            if (count > 0) {
                                kinds.add(new Counted(count, kind.json().replace('-', ' ')));
                            }
                        });
        return kinds;
    }

    /** What it means for the build, empty where that goes without saying. */
    String status() {
        return switch (finding.status()) {
            case NEW -> "";
            case MORE -> "baseline " + finding.baseline() + ", now " + group().count();
            case KNOWN -> "in the baseline";
            case SUPPRESSED -> "suppressed by " + finding.suppressedBy();
            case ALLOWED -> "of a pool, allowed";
            case OPEN -> "open when the tests had ended, not judged";
        };
    }

    boolean holdsTransaction() {
        return group().connections().stream().anyMatch(HarmOrder::inTransaction);
    }

    boolean holdsCursor() {
        return group().connections().stream().anyMatch(HarmOrder::hasCursor);
    }

    String databases() {
        return names(group().databases().stream().map(paths::of).toList());
    }

    /** False for a part of a site whose place others take that are worse. */
    boolean showsConnections() {
        return !group().connections().isEmpty();
    }

    String threads() {
        return names(mapped(LeakedConnection::thread));
    }

    String opened() {
        List<String> times = new ArrayList<>(mapped(c -> HtmlPage.time(c.openedAt())));
        Collections.sort(times);
        String last = times.get(times.size() - 1);
        return times.size() == 1 ? last : times.get(0) + " to " + last;
    }

    String openFor() {
        List<Duration> open = new ArrayList<>();
        List<Duration> unused = new ArrayList<>();
        for (LeakedConnection connection : group().connections()) {
            open.add(connection.open());
            if (connection.sinceLastUse() != null) {
                unused.add(connection.sinceLastUse());
            }
        }
        return range(open) + (unused.isEmpty() ? "" : ", unused for " + range(unused));
    }

    /** In which tests they were opened, in the words of the text, with what those rest on. */
    List<String> tests() {
        return TestText.phrases(group(), TESTS);
    }

    /** All of the tests, where the words have not the room for them. */
    List<String> allTests() {
        List<String> tests = group().tests();
        return tests.size() <= TESTS
                ? List.of()
                : HtmlRoom.first(
                        tests, ALL_TESTS, room.tests(), test -> test.length() + TEST_MARKUP);
    }

    /** How many tests are shown nowhere. */
    int hiddenTests() {
        int shown = allTests().size();
        return shown == 0 ? 0 : group().tests().size() - shown;
    }

    /** Whether there is something to say of the tests of single connections. */
    boolean hasTests() {
        return connections().stream().anyMatch(connection -> !connection.tests().isEmpty());
    }

    List<String> holds() {
        return Holds.lines(group().connections(), false);
    }

    List<String> cleanup() {
        if (!group().isWhole()) {
            return List.of(CleanupText.summary(group()));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (LeakedConnection connection : group().connections()) {
            String outcome = CleanupText.outcome(connection).lines().findFirst().orElse("");
            counts.merge(outcome, 1, Integer::sum);
        }
        List<String> lines = new ArrayList<>();
        counts.forEach(
                (outcome, count) ->
                        lines.add(group().count() == 1 ? outcome : count + " " + outcome));
        return lines;
    }

    List<String> fix() {
        return Fix.lines(group());
    }

    HtmlStack stack() {
        return HtmlStack.of(group().openStack(), room.stack());
    }

    List<HtmlConnection> connections() {
        List<HtmlConnection> all =
                group().connections().stream()
                        .map(connection -> new HtmlConnection(connection, paths))
                        .toList();
        return HtmlRoom.first(all, CONNECTIONS, room.connections(), HtmlConnection::length);
    }

    private Collection<String> mapped(
            java.util.function.Function<LeakedConnection, String> property) {
        Set<String> values = new LinkedHashSet<>();
        for (LeakedConnection connection : group().connections()) {
            values.add(property.apply(connection));
        }
        return values;
    }

    private static String names(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(NAMES).toList());
        return names.size() > NAMES ? shown + " and " + (names.size() - NAMES) + " more" : shown;
    }

    private static String range(List<Duration> durations) {
        return Words.range(Collections.min(durations), Collections.max(durations));
    }
}
