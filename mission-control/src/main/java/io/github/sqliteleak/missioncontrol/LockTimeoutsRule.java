package io.github.sqliteleak.missioncontrol;

import static org.openjdk.jmc.common.unit.UnitLookup.NUMBER_UNITY;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements that failed because of a lock; a checkpoint that a reader stopped is none. */
public final class LockTimeoutsRule extends SqliteRule {
    /** Causes of which BEGIN IMMEDIATE is no cure. */
    private static final Set<String> OF_OPEN_RESULTS = Set.of("stale-cursor", "cursor-then-write");

    private static final Map<String, String> BY_CAUSE =
            Map.of(
                    "own-result", "solution.own",
                    "same-connection", "solution.own",
                    "journal-mode", "solution.journal",
                    "not-waited", "solution.at-once",
                    "no-busy-timeout", "solution.impatient");

    private static final String UNKNOWN_CODE = "SQLITE_BUSY";

    public LockTimeoutsRule() {
        super(
                "LockTimeouts",
                NUMBER_UNITY.quantity(1),
                NUMBER_UNITY.quantity(5),
                EventNames.LOCK_TIMEOUT);
    }

    @Override
    Finding judge(RecordingView recording) {
        List<RecordedEvent> timeouts =
                recording.events(EventNames.LOCK_TIMEOUT).stream()
                        .filter(timeout -> !WalPin.heldUpCheckpoint(timeout))
                        .toList();
        if (timeouts.isEmpty()) {
            return Finding.none(texts().of("ok"), null);
        }
        Tally waiters = new Tally();
        Tally holders = new Tally();
        Tally codes = new Tally();
        Tally remedies = new Tally();
        double longest = 0;
        for (RecordedEvent timeout : timeouts) {
            waiters.add(Sites.waiter(timeout), 1);
            holders.add(holder(timeout), 1);
            codes.add(code(timeout), 1);
            remedies.add(remedy(timeout), 1);
            longest = Math.max(longest, timeout.seconds("waited"));
        }
        String waiter = Objects.requireNonNull(waiters.worst());
        String holder = Objects.requireNonNull(holders.worst());
        String remedy = Objects.requireNonNull(remedies.worst());
        return new Finding(
                timeouts.size(),
                timeouts.size(),
                waiter,
                texts().counted("summary", timeouts.size(), timeouts.size(), waiter, holder),
                texts().counted(
                                "explanation",
                                timeouts.size(),
                                timeouts.size() == 1
                                        ? code(timeouts.get(0))
                                        : codes.list(LockTimeoutsRule::whole),
                                texts().counted(
                                                longest == 0 ? "longest.none" : "longest",
                                                timeouts.size(),
                                                Texts.seconds(longest)),
                                waiters.list(LockTimeoutsRule::whole),
                                holders.list(LockTimeoutsRule::whole)),
                texts().of(remedy));
    }

    private static String code(RecordedEvent timeout) {
        @Nullable String code = timeout.text("resultCode");
        return code == null ? UNKNOWN_CODE : code;
    }

    private String holder(RecordedEvent timeout) {
        Holder holder = Holder.of(timeout);
        return !holder.isKnown() && isStale(timeout) ? texts().of("nobody") : holder.words();
    }

    private static boolean isStale(RecordedEvent timeout) {
        return "stale-snapshot".equals(timeout.text("cause"))
                || "stale-cursor".equals(timeout.text("cause"))
                || code(timeout).equals("SQLITE_BUSY_SNAPSHOT");
    }

    private static String remedy(RecordedEvent timeout) {
        String code = code(timeout);
        String cause = timeout.text("cause");
        String known = cause == null ? null : BY_CAUSE.get(cause);
        if (known != null) {
            return known;
        }
        if (code.startsWith("SQLITE_LOCKED")) {
            return "solution.locked";
        }
        if (cause != null && OF_OPEN_RESULTS.contains(cause)) {
            return "solution.cursor";
        }
        boolean stale = cause != null && UpgradedReadsRule.CAUSES.contains(cause);
        return stale || code.equals("SQLITE_BUSY_SNAPSHOT") ? "solution.snapshot" : "solution";
    }

    private static String whole(double amount) {
        return Long.toString((long) amount);
    }
}
