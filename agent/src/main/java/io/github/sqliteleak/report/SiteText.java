package io.github.sqliteleak.report;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One leak site on the console: how many, where, since when, and what to do. */
final class SiteText {
    private static final int NAMES_SHOWN = 3;

    private final ConsolePage page;
    private final boolean full;
    private final ShortPath paths;

    SiteText(ConsolePage page, boolean full, ShortPath paths) {
        this.page = page;
        this.full = full;
        this.paths = paths;
    }

    void write(LeakGroup group) {
        page.line().text("  ").text(ConsolePage.YELLOW, title(group)).line();
        String site = group.openSite();
        page.text("    ");
        page.text(ConsolePage.BOLD, site == null ? "at an unknown place" : "at " + site).line();
        writeOtherSites(group);
        String caller = LeakText.caller(group);
        if (caller != null) {
            page.text("    called by " + caller).line();
        }
        writeList("test", TestText.phrases(group, full ? Integer.MAX_VALUE : NAMES_SHOWN));
        writeDatabases(group);
        writeShown(group);
        new CleanupText(page).write(group);
        List<String> fixes = Fix.lines(group);
        for (int i = 0; i < fixes.size(); i++) {
            page.field(i == 0 ? "fix" : "").text(ConsolePage.GREEN, fixes.get(i)).line();
        }
        if (full) {
            for (int i = 0; i < group.openStack().size(); i++) {
                page.field(i == 0 ? "stack" : "").text("at " + group.openStack().get(i)).line();
            }
        }
    }

    /** How many, whose, and on what evidence. */
    static String title(LeakGroup group) {
        String title = Words.count(group.count(), "connection");
        if (group.owner().startsWith("pool:")) {
            title += " of pool " + group.owner().substring("pool:".length());
        }
        String kinds = "";
        for (Map.Entry<LeakKind, Integer> kind : group.kinds().entrySet()) {
            if (kind.getValue() == group.count()) {
                return title + ", " + phrase(kind.getKey());
            }
            if (kind.getValue() > 0) {
                kinds += (kinds.isEmpty() ? ": " : ", ");
                kinds += kind.getValue() + " " + phrase(kind.getKey());
            }
        }
        return title + kinds;
    }

    static String phrase(LeakKind kind) {
        return switch (kind) {
            case OPEN_AT_EXIT -> "still open at exit";
            case GARBAGE_COLLECTED -> "garbage-collected while open";
            case OPEN_AFTER_TEST -> "still open after the test";
            case OPEN_AT_PLAN_END -> "open when the tests had ended";
        };
    }

    /**
     * Lines of one method make one group, so it may have been opened on several of them. What a
     * pool's own thread opened has no place in user code, and would show the pool's.
     */
    private void writeOtherSites(LeakGroup group) {
        Set<String> others = new LinkedHashSet<>();
        for (LeakedConnection connection : group.connections()) {
            String site = connection.openSite();
            boolean user = !connection.userFrames().isEmpty();
            if (user && site != null && !site.equals(group.openSite())) {
                others.add(site);
            }
        }
        int shown = 0;
        for (String site : others) {
            if (!full && shown++ == NAMES_SHOWN) {
                page.text("    and at " + Words.count(others.size() - NAMES_SHOWN, "other place"));
                page.line();
                return;
            }
            page.text("    at " + site).line();
        }
    }

    private void writeDatabases(LeakGroup group) {
        Set<String> databases = new LinkedHashSet<>();
        for (String database : group.databases()) {
            databases.add(paths.of(database));
        }
        writeNames("database", databases);
    }

    /** Of a part of a site the report may show no connection: worse ones have taken their place. */
    private void writeShown(LeakGroup group) {
        List<LeakedConnection> shown = group.connections();
        if (shown.size() < group.count()) {
            String below = shown.isEmpty() ? "none" : "the worst " + shown.size();
            page.field("below").text(below + " of them").line();
        }
        if (!shown.isEmpty()) {
            writeOpened(shown);
            writeTimes(shown);
            writeList("holds", Holds.lines(shown, full));
        }
    }

    private void writeOpened(List<LeakedConnection> connections) {
        String first = Timestamps.iso(connections.get(0).openedAt());
        String last = first;
        Set<String> threads = new LinkedHashSet<>();
        for (LeakedConnection connection : connections) {
            String at = Timestamps.iso(connection.openedAt());
            first = at.compareTo(first) < 0 ? at : first;
            last = at.compareTo(last) > 0 ? at : last;
            threads.add('"' + connection.thread() + '"');
        }
        page.field("opened").text(first.equals(last) ? first : first + " to " + last);
        page.text(threads.size() == 1 ? " by thread " : " by threads ").text(names(threads)).line();
    }

    private void writeTimes(List<LeakedConnection> connections) {
        Duration shortest = connections.get(0).open();
        Duration longest = shortest;
        Duration least = null;
        Duration most = null;
        for (LeakedConnection connection : connections) {
            shortest = min(shortest, connection.open());
            longest = max(longest, connection.open());
            Duration unused = connection.sinceLastUse();
            if (unused != null) {
                least = min(least, unused);
                most = max(most, unused);
            }
        }
        page.field("open for").text(Words.range(shortest, longest));
        if (least != null && most != null) {
            page.text(", unused for ").text(Words.range(least, most));
        }
        page.line();
    }

    private void writeNames(String label, Set<String> names) {
        if (!names.isEmpty()) {
            page.field(label).text(names(names)).line();
        }
    }

    private String names(Set<String> names) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (String name : names) {
            if (!full && shown == NAMES_SHOWN) {
                return text.append(" and ").append(names.size() - shown).append(" more").toString();
            }
            text.append(shown++ == 0 ? "" : ", ").append(name);
        }
        return text.toString();
    }

    private void writeList(String label, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            page.field(i == 0 ? label : "").text(lines.get(i)).line();
        }
    }

    private static Duration min(@Nullable Duration one, Duration other) {
        return one == null || other.compareTo(one) < 0 ? other : one;
    }

    private static Duration max(@Nullable Duration one, Duration other) {
        return one == null || other.compareTo(one) > 0 ? other : one;
    }
}
