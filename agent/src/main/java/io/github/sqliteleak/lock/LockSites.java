package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.LockWaitMerge;
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

    void add(LockWait wait, WaitStacks stacks) {
        LockSite.Key key = LockSite.key(wait);
        synchronized (sites) {
            LockSite site = sites.get(key);
            if (site == null && sites.size() < MOST) {
                site = new LockSite();
                sites.put(key, site);
            }
            if (site != null) {
                site.add(wait, stacks);
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

    /**
     * In the order of their first waits.
     *
     * @param blame knows whose the places are
     */
    public List<LockWaitGroup> all(Blame blame) {
        List<WaitSums.Described> described = described();
        if (described.isEmpty()) {
            return List.of();
        }
        LockWaitMerge merge = new LockWaitMerge();
        for (WaitSums.Described each : described) {
            merge.add(each.by(blame));
        }
        return merge.inOrder();
    }

    private List<WaitSums.Described> described() {
        synchronized (sites) {
            List<WaitSums.Described> described = new ArrayList<>();
            for (LockSite site : sites.values()) {
                described.addAll(site.described());
            }
            return described;
        }
    }
}
