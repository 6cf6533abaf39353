package io.github.sqliteleak.lock;

import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The waits and failures of a JVM, gathered by who waited where for whom. Safe for threads. */
public final class LockSites {
    /** So many places are kept; waits at further ones are only counted. */
    private static final int MOST = 500;

    private final Map<LockSite.Key, LockSite> sites = new LinkedHashMap<>();
    private final LongAdder waits = new LongAdder();
    private final LongAdder timeouts = new LongAdder();

    void count(boolean failed) {
        waits.increment();
        if (failed) {
            timeouts.increment();
        }
    }

    void add(LockWait wait) {
        LockSite.Key key = LockSite.key(wait);
        synchronized (sites) {
            LockSite site = sites.get(key);
            if (site == null && sites.size() < MOST) {
                site = new LockSite(wait);
                sites.put(key, site);
            }
            if (site != null) {
                site.add(wait);
            }
        }
    }

    /** Waits up to now, failures included. */
    public long waits() {
        return waits.sum();
    }

    /** Failures up to now. */
    public long timeouts() {
        return timeouts.sum();
    }

    /** In the order of their first waits. */
    public List<LockWaitGroup> all() {
        synchronized (sites) {
            List<LockWaitGroup> groups = new ArrayList<>(sites.size());
            for (LockSite site : sites.values()) {
                groups.add(site.group());
            }
            return groups;
        }
    }
}
