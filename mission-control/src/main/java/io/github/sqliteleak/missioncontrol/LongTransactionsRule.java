package io.github.sqliteleak.missioncontrol;

import static org.openjdk.jmc.common.unit.UnitLookup.SECOND;

import org.jspecify.annotations.Nullable;

/**
 * Write transactions that lasted long, by the longest. All other writers wait for one, and fail
 * when it outlasts their timeout, which is 3 s unless set.
 */
public final class LongTransactionsRule extends SqliteRule {
    private static final double LONG = 1;
    private static final double IDLE_BETWEEN_STATEMENTS = 0.5;

    public LongTransactionsRule() {
        super(
                "LongTransactions",
                SECOND.quantity(LONG),
                SECOND.quantity(3),
                EventNames.TRANSACTION);
    }

    @Override
    Finding judge(RecordingView recording) {
        @Nullable RecordedEvent longest = null;
        int longOnes = 0;
        Tally sites = new Tally();
        for (RecordedEvent transaction : recording.events(EventNames.TRANSACTION)) {
            if (holdsWriteLock(transaction)) {
                if (longest == null || transaction.seconds() > longest.seconds()) {
                    longest = transaction;
                }
                if (transaction.seconds() >= LONG) {
                    longOnes++;
                    sites.add(Sites.transaction(transaction), transaction.seconds());
                }
            }
        }
        if (longest == null) {
            return Finding.none(texts().of("ok"), stillOpen(recording));
        }
        return longOnes == 0
                ? shortOnly(longest.seconds(), stillOpen(recording))
                : found(longest, longOnes, sites);
    }

    private Finding shortOnly(double seconds, @Nullable String stillOpen) {
        String summary = texts().of("short", Texts.seconds(seconds));
        return new Finding(seconds, 0, null, summary, stillOpen, null);
    }

    /** A transaction has its event when it ends, so one that goes on as yet has none. */
    private @Nullable String stillOpen(RecordingView recording) {
        long open = 0;
        for (RecordedEvent sample : recording.events(EventNames.STATISTICS)) {
            open = sample.number("activeTransactions");
        }
        return open == 0 ? null : texts().of("open", open);
    }

    private Finding found(RecordedEvent longest, int longOnes, Tally sites) {
        double seconds = longest.seconds();
        long statements = longest.number("statements");
        boolean idle = seconds / Math.max(1, statements) >= IDLE_BETWEEN_STATEMENTS;
        String site = Sites.transaction(longest);
        return new Finding(
                seconds,
                longOnes,
                site,
                texts().counted("summary", longOnes, longOnes, Texts.seconds(seconds), site),
                Texts.sentences(
                        texts().of(
                                        idle ? "explanation.idle" : "explanation",
                                        statements,
                                        Texts.seconds(seconds)),
                        sites.size() == 1 ? "" : texts().of("sites", sites.list(Texts::seconds))),
                texts().of(idle ? "solution.idle" : "solution"));
    }

    private static boolean holdsWriteLock(RecordedEvent transaction) {
        String mode = transaction.text("mode");
        return transaction.flag("wrote") || "immediate".equals(mode) || "exclusive".equals(mode);
    }
}
