package io.github.sqliteleak.missioncontrol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaked connections that were opened at one site. */
final class LeakSite {
    private static final String POOL = "pool:";
    private static final int WITH_TRANSACTION = 10;

    private final String site;
    private final RecordedEvent first;
    private final @Nullable String pool;
    private int count;
    private int inTransaction;
    private int withStatements;

    private LeakSite(String site, RecordedEvent first) {
        this.site = site;
        this.first = first;
        String owner = first.text("owner");
        this.pool = owner != null && owner.startsWith(POOL) ? owner.substring(POOL.length()) : null;
    }

    /** Grouped by fingerprint, else by site. */
    static List<LeakSite> worstFirst(List<RecordedEvent> leaks) {
        Map<String, LeakSite> sites = new LinkedHashMap<>();
        for (RecordedEvent leak : leaks) {
            String site = Sites.opening(leak);
            String fingerprint = leak.text("fingerprint");
            LeakSite group =
                    sites.computeIfAbsent(
                            fingerprint == null ? site : fingerprint,
                            key -> new LeakSite(site, leak));
            group.count++;
            if (leak.flag("inTransaction")) {
                group.inTransaction++;
            }
            if (leak.number("openStatements") > 0) {
                group.withStatements++;
            }
        }
        List<LeakSite> sorted = new ArrayList<>(sites.values());
        sorted.sort(Comparator.comparingDouble(LeakSite::weight).reversed());
        return sorted;
    }

    double weight() {
        int connections = pool == null ? count - inTransaction : 1;
        return connections + (double) WITH_TRANSACTION * inTransaction;
    }

    String site() {
        return site;
    }

    int count() {
        return count;
    }

    int inTransaction() {
        return inTransaction;
    }

    int withStatements() {
        return withStatements;
    }

    /** Name of the pool that owned them; null for the application. */
    @Nullable String pool() {
        return pool;
    }

    String database() {
        return orUnknown(first.text("database"));
    }

    String thread() {
        return orUnknown(first.text("openThread"));
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? Texts.shared("unknown") : text;
    }
}
