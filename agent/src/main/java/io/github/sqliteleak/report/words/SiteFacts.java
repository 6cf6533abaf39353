package io.github.sqliteleak.report.words;

import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.report.Borrowing;
import io.github.sqliteleak.report.ConnectionUse;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every format says of a leak site: how many, where, since when, by whom. */
public record SiteFacts(LeakSite group) {
    /** How many, whose, and on what evidence. */
    public String title() {
        String title =
                Words.count(group.count(), "connection")
                        + (isOpenedBefore() ? " opened before the agent came" : "");
        if (group.owner().startsWith("pool:")) {
            title += " of pool " + group.owner().substring("pool:".length());
        }
        String kinds = "";
        String pool = poolState();
        for (Map.Entry<LeakKind, Integer> kind : group.kinds().entrySet()) {
            if (kind.getValue() == group.count()) {
                return title + ", " + phrase(kind.getKey()) + pool;
            }
            if (kind.getValue() > 0) {
                kinds += (kinds.isEmpty() ? ": " : ", ");
                kinds += kind.getValue() + " " + phrase(kind.getKey());
            }
        }
        return title + kinds + pool;
    }

    /** Whether nothing is known of the openings of those shown, but of a use since. */
    public boolean isOpenedBefore() {
        for (LeakedConnection connection : group.connections()) {
            if (connection.site().kept() == Kept.OPENED_BEFORE) {
                return true;
            }
        }
        return false;
    }

    /** Whether the pool was closed that lent the connections shown. */
    private String poolState() {
        Boolean closed = null;
        for (LeakedConnection connection : group.connections()) {
            Borrowing borrowing = connection.borrowing();
            if (borrowing == null || borrowing.poolClosed() == null) {
                return "";
            }
            if (closed != null && !closed.equals(borrowing.poolClosed())) {
                return "";
            }
            closed = borrowing.poolClosed();
        }
        if (closed == null) {
            return "";
        }
        return closed ? " before the pool was closed" : ", the pool still open";
    }

    /** When the connections shown were borrowed and by which threads; null when none was. */
    public @Nullable String borrowed() {
        Set<String> by = new LinkedHashSet<>();
        Instant first = null;
        Instant last = null;
        for (LeakedConnection connection : group.connections()) {
            Borrowing borrowing = connection.borrowing();
            if (borrowing != null) {
                first = first == null || borrowing.at().isBefore(first) ? borrowing.at() : first;
                last = last == null || borrowing.at().isAfter(last) ? borrowing.at() : last;
                by.add('"' + borrowing.thread() + '"');
            }
        }
        if (first == null || last == null) {
            return null;
        }
        String from = Timestamps.iso(first);
        String to = Timestamps.iso(last);
        return (from.equals(to) ? from : from + " to " + to)
                + (by.size() == 1 ? " by thread " : " by threads ")
                + String.join(", ", by.stream().limit(3).toList())
                + (by.size() > 3 ? " and " + (by.size() - 3) + " more" : "");
    }

    public static String phrase(LeakKind kind) {
        return switch (kind) {
            case OPEN_AT_EXIT -> "still open at exit";
            case GARBAGE_COLLECTED -> "garbage-collected while open";
            case NOT_GIVEN_BACK -> "borrowed and not given back";
            case POOL_NEVER_CLOSED -> "idle in a pool that was not closed";
            case DROPPED_BY_POOL -> "lost by the pool while open";
            case OPEN_AFTER_TEST -> "still open after the test";
            case OPEN -> "open now";
            case OPEN_AT_PLAN_END -> "open when the tests had ended";
            case IN_USE_AT_EXIT -> "in use at exit";
            case OPENED_DURING_EXIT -> "opened while the JVM was ending";
        };
    }

    public Set<String> databases(ShortPath paths) {
        Set<String> databases = new LinkedHashSet<>();
        for (String database : group.databases()) {
            databases.add(paths.of(database));
        }
        return databases;
    }

    /** The threads that opened the connections shown. */
    public Set<String> threads() {
        Set<String> threads = new LinkedHashSet<>();
        for (LeakedConnection connection : group.connections()) {
            threads.add(connection.thread());
        }
        return threads;
    }

    /** Of the connections shown, of which there must be one. */
    public Instant firstOpened() {
        return Collections.min(openings());
    }

    /** Of the connections shown, of which there must be one. */
    public Instant lastOpened() {
        return Collections.max(openings());
    }

    private List<Instant> openings() {
        return group.connections().stream().map(LeakedConnection::openedAt).toList();
    }

    /** Who was working with the connections shown when the JVM ended. */
    public List<String> users() {
        Set<String> users = new LinkedHashSet<>();
        for (LeakedConnection connection : group.connections()) {
            ConnectionUse use = connection.inUse();
            if (use != null) {
                Duration running = use.running();
                String sql = use.sql() == null ? "a statement" : Words.sql(use.sql());
                users.add(
                        "by thread \""
                                + use.thread()
                                + '"'
                                + (running == null
                                        ? ""
                                        : ", running for "
                                                + Words.range(running, running)
                                                + ": "
                                                + sql));
            }
        }
        return List.copyOf(users);
    }

    /** How long the connections shown were open, and unused where that is known. */
    public String openFor() {
        List<Duration> open = new ArrayList<>();
        List<Duration> unused = new ArrayList<>();
        for (LeakedConnection connection : group.connections()) {
            open.add(connection.open());
            if (connection.sinceLastUse() != null) {
                unused.add(connection.sinceLastUse());
            }
        }
        return range(open) + (unused.isEmpty() ? "" : ", unused for " + range(unused));
    }

    private static String range(List<Duration> durations) {
        return Words.range(Collections.min(durations), Collections.max(durations));
    }
}
