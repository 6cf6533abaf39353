package io.github.sqliteleak.moment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is open at a moment.
 *
 * @param openedBefore true when it was opened before the agent came: what is said of its opening is
 *     when, where and by whom it was used first since
 * @param url without its secrets; null when not known
 * @param owner {@code application}, or {@code pool:NAME}
 * @param site the line that has it now: where it was borrowed, else where it was opened, behind all
 *     that hands it on; null when not known
 * @param openSite the first own frame of the opening
 * @param openThread name of the thread that opened it, at that time
 * @param lastUsedBy name of the thread that ran the last statement; null when none has run
 * @param lent who has it from a pool; null when nobody has
 * @param transaction null for none
 * @param transactionUncertain true when it is not known whether there is a transaction
 * @param collected true when the connection object is gone, and nobody can close it any more
 * @param running null when nothing runs on it
 * @param holder the thread that has it, as far as that is seen; null when it has ended
 */
public record OpenConnection(
        long id,
        String database,
        boolean openedBefore,
        @Nullable String url,
        String owner,
        @Nullable String site,
        @Nullable String openSite,
        Instant openedAt,
        long openMillis,
        String openThread,
        long lastUsedMillisAgo,
        @Nullable String lastUsedBy,
        @Nullable Lent lent,
        @Nullable Transaction transaction,
        boolean transactionUncertain,
        int openCursors,
        boolean collected,
        @Nullable Running running,
        @Nullable HolderThread holder) {

    /**
     * What a borrower has.
     *
     * @param site where it was borrowed; null when that was not captured
     * @param thread name of the borrower; null when not known
     */
    public record Lent(@Nullable String site, @Nullable String thread, long millis) {}

    /**
     * A transaction that is open.
     *
     * @param mode {@code deferred}, {@code immediate}, {@code exclusive} or {@code savepoint}
     * @param wrote whether it has run a statement that writes
     * @param locks whether it keeps others from writing, for sure
     * @param mayLock whether it may keep others from writing, as one does that began before the
     *     agent came
     * @param reads whether it may have a read lock, which one that has run nothing has not
     * @param site where it began; null when not known
     * @param sql as reports may show it; null when they may not
     * @param thread name of the thread that began it
     */
    public record Transaction(
            String mode,
            boolean wrote,
            boolean locks,
            boolean mayLock,
            boolean reads,
            long millis,
            @Nullable String site,
            @Nullable String sql,
            String thread) {}

    /**
     * A statement that runs.
     *
     * @param sql as reports may show it; null when they may not, or when it is not known
     * @param millis since it began, within 50 ms
     */
    public record Running(String thread, @Nullable String sql, long millis) {}

    /** Since when it has its transaction, else its borrower, else is open. */
    public long heldMillis() {
        if (transaction != null) {
            return transaction.millis();
        }
        return lent == null ? openMillis : lent.millis();
    }

    /** Whether others may have to wait for it: for a transaction, a result or a statement. */
    public boolean holdsSomething() {
        boolean locked = transaction != null && (transaction.locks() || transaction.reads());
        return locked || openCursors > 0 || running != null;
    }
}
