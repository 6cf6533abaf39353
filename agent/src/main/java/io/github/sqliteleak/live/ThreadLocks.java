package io.github.sqliteleak.live;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which thread waits for a Java lock of which other one. Loads the module {@code java.management}:
 * for a dump, and not before.
 */
final class ThreadLocks {
    private static final int LONGEST_CHAIN = 10;

    private ThreadLocks() {}

    /**
     * The owners by the ids of those that wait, and what is known of the owners.
     *
     * @param threads ids of platform threads
     */
    static Map<Long, Owner> of(List<Long> threads) {
        Map<Long, Owner> owners = new HashMap<>();
        List<Long> asked = threads;
        try {
            for (int i = 0; i < LONGEST_CHAIN && !asked.isEmpty(); i++) {
                asked = ask(asked, owners);
            }
        } catch (LinkageError e) {
            // This Java runtime has no such module.
            return owners;
        }
        return owners;
    }

    /** A thread that has a lock. */
    record Owner(long id, String name) {}

    private static List<Long> ask(List<Long> threads, Map<Long, Owner> owners) {
        long[] ids = threads.stream().mapToLong(Long::longValue).toArray();
        List<Long> next = new ArrayList<>();
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().getThreadInfo(ids)) {
            if (info != null && info.getLockOwnerId() >= 0) {
                Owner owner = new Owner(info.getLockOwnerId(), info.getLockOwnerName());
                owners.put(info.getThreadId(), owner);
                if (!owners.containsKey(owner.id()) && !next.contains(owner.id())) {
                    next.add(owner.id());
                }
            }
        }
        return next;
    }
}
