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

    private final RecordedEvent first;
    private final @Nullable String pool;
    private String site;
    private int count;
    private int inTransaction;
    private int withStatements;

    private LeakSite(RecordedEvent first) {
        this.site = Sites.opening(first);
        this.first = first;
        String owner = first.text("owner");
        this.pool = owner != null && owner.startsWith(POOL) ? owner.substring(POOL.length()) : null;
    }

    /** Those of a pool on a database together, others by fingerprint, else by site. */
    static List<LeakSite> worstFirst(List<RecordedEvent> leaks) {
        Map<String, LeakSite> sites = new LinkedHashMap<>();
        for (RecordedEvent leak : leaks) {
            sites.computeIfAbsent(keyOf(leak), key -> new LeakSite(leak)).add(leak);
        }
        List<LeakSite> sorted = new ArrayList<>(sites.values());
        sorted.sort(Comparator.comparingDouble(LeakSite::weight).reversed());
        return sorted;
    }

    private static String keyOf(RecordedEvent leak) {
        String owner = leak.text("owner");
        if (owner != null && owner.startsWith(POOL)) {
            return owner + ' ' + leak.text("database");
        }
        String fingerprint = leak.text("fingerprint");
        return fingerprint == null ? Sites.opening(leak) : fingerprint;
    }

    private void add(RecordedEvent leak) {
        count++;
        if (leak.flag("inTransaction")) {
            inTransaction++;
        }
        if (leak.number("openStatements") > 0) {
            withStatements++;
        }
        String other = Sites.opening(leak);
        // A pool opens some in threads of its own, where nobody's code is on the stack.
        if (!Sites.isApplication(site) && Sites.isApplication(other)) {
            site = other;
        }
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
