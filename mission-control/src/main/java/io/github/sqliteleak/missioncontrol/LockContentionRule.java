package io.github.sqliteleak.missioncontrol;

import static org.openjdk.jmc.common.unit.UnitLookup.PERCENT;

import java.util.Objects;

/**
 * The time that threads waited for SQLite's locks, of all threads together, as a share of the time
 * recorded; it can be more than all of it.
 */
public final class LockContentionRule extends SqliteRule {
    private static final int PERCENT_OF_ALL = 100;

    public LockContentionRule() {
        super(
                "LockContention",
                PERCENT.quantity(5),
                PERCENT.quantity(50),
                EventNames.LOCK_WAIT,
                EventNames.LOCK_TIMEOUT);
    }

    @Override
    Finding judge(RecordingView recording) {
        LockWaits waits = LockWaits.in(recording);
        if (waits.count() == 0) {
            return Finding.none(texts().of("ok"), null);
        }
        double recorded = recording.seconds();
        double share = recorded > 0 ? waits.seconds() / recorded : 0;
        String holder = Objects.requireNonNull(waits.holders().worst());
        String summary =
                texts().counted(
                                "summary",
                                waits.count(),
                                Texts.seconds(waits.seconds()),
                                Texts.percent(share),
                                holder);
        String explanation =
                texts().counted(
                                "explanation",
                                waits.count(),
                                waits.count(),
                                Texts.seconds(waits.longest()),
                                Objects.requireNonNull(waits.longestWaiter()),
                                waits.holders().list(Texts::seconds),
                                waits.waiters().list(Texts::seconds));
        return new Finding(
                PERCENT_OF_ALL * share,
                waits.count(),
                holder,
                summary,
                explanation,
                texts().of(remedy(waits)));
    }

    /** For what was waited for most. */
    private static String remedy(LockWaits waits) {
        return waits.checkpointSeconds() > waits.seconds() / 2 ? "solution.checkpoint" : "solution";
    }
}
