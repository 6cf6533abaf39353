package io.github.sqliteleak.report;

import io.github.sqliteleak.blame.Fingerprint;
import io.github.sqliteleak.blame.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers leaked connections into leak sites. */
public final class Grouping {
    /** Of one group, at most. */
    public static final int CONNECTIONS_SHOWN = 20;

    /** Of all groups, so that a report of ten thousand leaks can still be read and kept. */
    private static final int SHOWN_IN_ALL = 2_000;

    private static final String[] JDK_PACKAGES = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    private Grouping() {}

    /**
     * The groups of these connections, the most certain and most harmful first. The order in which
     * the connections are given does not matter.
     *
     * <p>Connections of the application are gathered by fingerprint. What a pool owns is one group
     * for each pool and database, whichever thread filled the pool; its site and fingerprint are
     * those of its first connection that user code opened, else of its first. A pool's group may
     * thus share a fingerprint with another one, when user code makes several pools, or a pool and
     * a connection, in one place.
     */
    public static List<LeakSite> group(List<LeakedConnection> leaks) {
        if (leaks.isEmpty()) {
            return List.of();
        }
        Map<String, SiteGathering> byKey = new LinkedHashMap<>();
        for (LeakedConnection leak : leaks) {
            String key = isPooled(leak) ? poolKey(leak) : borrowedOrOwn(leak) + fingerprint(leak);
            SiteGathering site = byKey.get(key);
            if (site == null) {
                byKey.put(key, new SiteGathering(leak));
            } else {
                site.add(leak);
            }
        }
        List<LeakSite> groups = new ArrayList<>(byKey.size());
        int shown =
                Math.max(1, Math.min(CONNECTIONS_SHOWN, SHOWN_IN_ALL / Math.max(1, byKey.size())));
        for (SiteGathering site : byKey.values()) {
            groups.add(site.toGroup(shown));
        }
        groups.sort(HarmOrder.SITES);
        return Collections.unmodifiableList(groups);
    }

    static boolean isPooled(LeakedConnection connection) {
        return connection.isIdleInPool();
    }

    private static String poolKey(LeakedConnection leak) {
        boolean dropped = leak.kind() == LeakKind.DROPPED_BY_POOL;
        return leak.owner() + '\n' + leak.database() + (dropped ? "\ndropped" : "");
    }

    private static String borrowedOrOwn(LeakedConnection leak) {
        return leak.borrowing() == null ? "" : leak.owner() + '\n';
    }

    /** Over the user's frames; without any, over all of the opening stack but the JDK's. */
    public static String fingerprint(LeakedConnection connection) {
        return Fingerprint.ofNames(frames(connection));
    }

    /** The site with what its fingerprint is made of. */
    static Site site(LeakedConnection connection) {
        Site site = connection.site();
        return new Site(
                site.line(),
                site.openedAt(),
                site.way(),
                frames(connection),
                site.own(),
                site.kept(),
                site.loadedFrom());
    }

    /** What the fingerprint is made of, as {@code class#method}. */
    private static List<String> frames(LeakedConnection connection) {
        return connection.site().named().isEmpty()
                ? Fingerprint.first(candidates(connection))
                : connection.site().named();
    }

    private static List<StackTraceElement> candidates(LeakedConnection connection) {
        if (!connection.userFrames().isEmpty()) {
            return connection.userFrames();
        }
        List<StackTraceElement> frames = new ArrayList<>();
        for (String frame : connection.openStack()) {
            StackTraceElement parsed = StackFrame.parse(frame).element();
            if (!isJdk(parsed.getClassName())) {
                frames.add(parsed);
            }
        }
        return frames;
    }

    public static boolean isJdk(String className) {
        for (String start : JDK_PACKAGES) {
            if (className.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
