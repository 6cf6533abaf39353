package io.github.sqliteleak.report.html;

import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.words.CleanupWords;
import io.github.sqliteleak.report.words.Fix;
import io.github.sqliteleak.report.words.Holds;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.SiteFacts;
import io.github.sqliteleak.report.words.TestText;
import io.github.sqliteleak.report.words.WayText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    LeakSite group() {
        return finding.group();
    }

    HtmlFrame site() {
        String site = group().site().line();
        return site == null ? new HtmlFrame("", "an unknown place", "", false) : HtmlFrame.of(site);
    }

    String title() {
        return facts().title();
    }

    SiteFacts facts() {
        return new SiteFacts(group());
    }

    /** The lines of the site with their counts; none when there is one. */
    List<String> lines() {
        List<String> lines = WayText.sites(group());
        return lines.size() == 1 ? List.of() : lines;
    }

    List<String> way() {
        return WayText.lines(group());
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
            case OPEN ->
                    group().kinds().getOrDefault(LeakKind.OPEN, 0) > 0
                            ? "open now, not judged"
                            : "open when the tests had ended, not judged";
            case IN_USE -> "in use at exit, no leak";
            case DURING_EXIT -> "opened while the JVM was ending, no leak";
        };
    }

    boolean holdsTransaction() {
        return group().connections().stream().anyMatch(HarmOrder::inTransaction);
    }

    boolean holdsCursor() {
        return group().connections().stream().anyMatch(HarmOrder::hasCursor);
    }

    String databases() {
        return names(facts().databases(paths));
    }

    /** False for a part of a site whose place others take that are worse. */
    boolean showsConnections() {
        return !group().connections().isEmpty();
    }

    String threads() {
        return names(facts().threads());
    }

    String opened() {
        String first = HtmlPage.time(facts().firstOpened());
        String last = HtmlPage.time(facts().lastOpened());
        return first.equals(last) ? first : first + " to " + last;
    }

    String openFor() {
        return facts().openFor();
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
            return List.of(CleanupWords.summary(group()));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (LeakedConnection connection : group().connections()) {
            String outcome = CleanupWords.outcome(connection).lines().findFirst().orElse("");
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

    private static String names(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(NAMES).toList());
        return names.size() > NAMES ? shown + " and " + (names.size() - NAMES) + " more" : shown;
    }
}
