package io.github.sqliteleak.missioncontrol;

import static org.openjdk.jmc.common.unit.UnitLookup.NUMBER_UNITY;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that began deferred, read, and then wrote. When another writer gets between, the
 * write fails at once and no timeout helps: each such failure counts as ten that went well.
 */
public final class UpgradedReadsRule extends SqliteRule {
    /** What the agent calls such failures. */
    static final Set<String> CAUSES = Set.of("stale-snapshot", "read-then-write");

    private static final int FAILED = 10;
    private static final double AT_ONCE = 0.25;

    /** In seconds; the time waited is known within 50 ms. */
    private static final double WORTH_CALLING_PATIENT = 0.5;

    public UpgradedReadsRule() {
        super(
                "UpgradedReads",
                NUMBER_UNITY.quantity(10),
                NUMBER_UNITY.quantity(50),
                EventNames.TRANSACTION);
    }

    @Override
    Finding judge(RecordingView recording) {
        Tally sites = new Tally();
        int upgraded = 0;
        for (RecordedEvent transaction : recording.events(EventNames.TRANSACTION)) {
            if (isUpgraded(transaction)) {
                upgraded++;
                sites.add(Sites.transaction(transaction), 1);
            }
        }
        Tally reads = new Tally();
        int failed = 0;
        for (RecordedEvent timeout : recording.events(EventNames.LOCK_TIMEOUT)) {
            if (failedWithoutWaiting(timeout)) {
                failed++;
                sites.add(Sites.waiter(timeout), FAILED);
                String read = timeout.text("causeSite");
                if (read != null) {
                    reads.add(read, 1);
                }
            }
        }
        if (upgraded + failed == 0) {
            boolean failuresToo =
                    recording.knows(EventNames.LOCK_TIMEOUT)
                            && !recording.isOff(EventNames.LOCK_TIMEOUT);
            return Finding.none(texts().of("ok"), failuresToo ? null : texts().of("unwatched"));
        }
        String worst = Objects.requireNonNull(sites.worst());
        return new Finding(
                upgraded + (double) FAILED * failed,
                (long) upgraded + failed,
                worst,
                summary(upgraded, failed, worst),
                Texts.sentences(
                        texts().of("explanation"),
                        sites.size() == 1 ? "" : texts().of("sites", list(sites)),
                        staleReads(reads)),
                texts().of("solution"));
    }

    private String summary(int upgraded, int failed, String worst) {
        if (failed == 0) {
            return texts().counted("summary", upgraded, upgraded, failed, worst);
        }
        return upgraded == 0
                ? texts().counted("summary.failed", failed, upgraded, failed, worst)
                : texts().of("summary.both", upgraded, failed, worst);
    }

    private String staleReads(Tally reads) {
        @Nullable String worst = reads.worst();
        if (worst == null) {
            return "";
        }
        return texts().counted("reads", reads.size(), reads.size() == 1 ? worst : list(reads));
    }

    private static String list(Tally tally) {
        return tally.list(amount -> Long.toString((long) amount));
    }

    private static boolean isUpgraded(RecordedEvent transaction) {
        return transaction.has("upgraded")
                ? transaction.flag("upgraded")
                : "deferred".equals(transaction.text("mode"))
                        && transaction.flag("wrote")
                        && transaction.number("statements") > 1;
    }

    /** SQLite does not even ask the busy handler when waiting could only end in a deadlock. */
    private static boolean failedWithoutWaiting(RecordedEvent timeout) {
        String cause = timeout.text("cause");
        if (cause != null) {
            return CAUSES.contains(cause);
        }
        String code = timeout.text("resultCode");
        if ("SQLITE_BUSY_SNAPSHOT".equals(code)) {
            return true;
        }
        double patience = timeout.seconds("busyTimeout");
        return "SQLITE_BUSY".equals(code)
                && patience >= WORTH_CALLING_PATIENT
                && timeout.seconds("waited") < AT_ONCE * patience;
    }
}
