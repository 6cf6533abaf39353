package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.LeftBehind;
import io.github.sqliteleak.system.BoundedWork;
import io.github.sqliteleak.system.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The leaked connections with what is known of each. First what is in memory and can be had at
 * once, then what they hold and the real names of their files, then what became of them.
 */
final class LeakBook {
    private final List<TrackedConnection> leaked;
    private final LeakDescriber describer;

    /** An element is replaced by one thread at a time. */
    private final AtomicReferenceArray<LeakedConnection> descriptions;

    private volatile int described;

    LeakBook(List<TrackedConnection> leaked, LeakDescriber describer) {
        this.leaked = leaked;
        this.describer = describer;
        this.descriptions = new AtomicReferenceArray<>(leaked.size());
        for (int i = 0; i < leaked.size(); i++) {
            descriptions.set(i, describer.plain(leaked.get(i)));
        }
    }

    /**
     * Adds what they hold, as far as the time goes.
     *
     * @return how many it was not added to
     */
    int addHolds(Deadline deadline) {
        BoundedWork.run("describe", deadline, () -> addHoldsUntil(deadline));
        return leaked.size() - described;
    }

    private void addHoldsUntil(Deadline deadline) {
        for (int i = 0; i < leaked.size() && !deadline.hasPassed(); i++) {
            LeakedConnection plain = descriptions.get(i);
            // Lost when it comes so late that the next step has changed it.
            descriptions.compareAndSet(i, plain, describer.withHolds(plain, leaked.get(i)));
            described = i + 1;
        }
    }

    void closed(Map<TrackedConnection, ForceClose> outcomes) {
        for (int i = 0; i < leaked.size(); i++) {
            ForceClose outcome = outcomes.get(leaked.get(i));
            if (outcome != null) {
                descriptions.set(i, descriptions.get(i).withForceClose(outcome));
            }
        }
    }

    List<TrackedConnection> leaked() {
        return leaked;
    }

    /** Why files are left behind while this one is open. */
    LeftBehind leftBehindBy(TrackedConnection connection) {
        return switch (descriptions.get(leaked.indexOf(connection)).kind()) {
            case IN_USE_AT_EXIT -> LeftBehind.IN_USE;
            case OPENED_DURING_EXIT -> LeftBehind.OPENED_DURING_EXIT;
            case OPEN_AT_EXIT,
                    GARBAGE_COLLECTED,
                    OPEN_AFTER_TEST,
                    NOT_GIVEN_BACK,
                    POOL_NEVER_CLOSED,
                    DROPPED_BY_POOL,
                    OPEN_AT_PLAN_END,
                    OPEN ->
                    LeftBehind.LEAK;
        };
    }

    /** How many of them are no leaks: somebody was working with them, or had just opened them. */
    int aside() {
        int aside = 0;
        for (int i = 0; i < leaked.size(); i++) {
            aside += descriptions.get(i).kind().isAside() ? 1 : 0;
        }
        return aside;
    }

    /** All descriptions, and these at their end. */
    List<LeakedConnection> with(List<LeakedConnection> others) {
        List<LeakedConnection> all = new ArrayList<>(leaked.size() + others.size());
        for (int i = 0; i < leaked.size(); i++) {
            all.add(descriptions.get(i));
        }
        all.addAll(others);
        return all;
    }
}
