package io.github.sqliteleak.report;

import io.github.sqliteleak.blame.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection judged as a leak.
 *
 * @param id number of the connection in its JVM, from 1
 * @param owner {@code application} or {@code pool:NAME}
 * @param openStack the opening stack without the driver's frames, one {@code
 *     class.method(File:line)} each
 * @param userFrames the frames of the opening stack that are the user's own code
 * @param site the line that must change, and what the fingerprint is made of; nothing where that
 *     follows from the other frames
 * @param database absolute path, or how the database is in memory
 * @param url the JDBC URL without secrets
 * @param open from opening to judgement
 * @param sinceLastUse coarse, within 250 ms; null when not known
 * @param thread name of the thread that opened it
 * @param inTransaction null when not known
 * @param transactionSite where the transaction began; null without one, or with {@code
 *     transaction-stacks=off}
 * @param transactionSql the statement that began the transaction, null without one
 * @param tests names of the tests it is charged to
 * @param openedIn the test it was opened in; null when that was outside tests
 * @param inUse who was working with it when the JVM ended; null for a leak
 * @param borrowing who has it from its pool; null when nobody does. The opening stack is that of
 *     the borrowing then, and the tests are the borrower's
 */
public record LeakedConnection(
        long id,
        LeakKind kind,
        String owner,
        List<String> openStack,
        List<StackTraceElement> userFrames,
        Site site,
        String database,
        @Nullable String url,
        Instant openedAt,
        Duration open,
        @Nullable Duration sinceLastUse,
        String thread,
        boolean threadAlive,
        @Nullable Boolean inTransaction,
        @Nullable String transactionSite,
        @Nullable String transactionSql,
        List<OpenStatement> openStatements,
        List<String> tests,
        ForceClose forceClose,
        @Nullable LeakTest openedIn,
        @Nullable ConnectionUse inUse,
        @Nullable Borrowing borrowing) {

    /** One that nobody has borrowed, opened where it should have been closed. */
    public LeakedConnection(
            long id,
            LeakKind kind,
            String owner,
            @Nullable String openSite,
            List<String> openStack,
            List<StackTraceElement> userFrames,
            String database,
            @Nullable String url,
            Instant openedAt,
            Duration open,
            @Nullable Duration sinceLastUse,
            String thread,
            boolean threadAlive,
            @Nullable Boolean inTransaction,
            @Nullable String transactionSite,
            @Nullable String transactionSql,
            List<OpenStatement> openStatements,
            List<String> tests,
            ForceClose forceClose,
            @Nullable LeakTest openedIn) {
        this(
                id,
                kind,
                owner,
                openStack,
                userFrames,
                new Site(openSite, openSite, List.of(), List.of(), !userFrames.isEmpty()),
                database,
                url,
                openedAt,
                open,
                sinceLastUse,
                thread,
                threadAlive,
                inTransaction,
                transactionSite,
                transactionSql,
                openStatements,
                tests,
                forceClose,
                openedIn,
                null,
                null);
    }

    /** Whether it is a pool's own: nobody has borrowed it. */
    public boolean isIdleInPool() {
        return borrowing == null && owner.startsWith("pool:");
    }

    /** The first own frame of the opening stack, whether it hands on or not. */
    public @Nullable String openSite() {
        return site.openedAt();
    }

    /** The same connection as a leak of the test that opened it and has ended. */
    public LeakedConnection leftBy(String test) {
        return with(LeakKind.OPEN_AFTER_TEST, List.of(test), forceClose);
    }

    /** The same connection with another line to change. */
    public LeakedConnection at(Site newSite) {
        return new LeakedConnection(
                id,
                kind,
                owner,
                openStack,
                userFrames,
                newSite,
                database,
                url,
                openedAt,
                open,
                sinceLastUse,
                thread,
                threadAlive,
                inTransaction,
                transactionSite,
                transactionSql,
                openStatements,
                tests,
                forceClose,
                openedIn,
                inUse,
                borrowing);
    }

    /** The same connection, which is no leak: somebody was working with it at exit. */
    public LeakedConnection inUse(ConnectionUse use) {
        return new LeakedConnection(
                id,
                LeakKind.IN_USE_AT_EXIT,
                owner,
                openStack,
                userFrames,
                site,
                database,
                url,
                openedAt,
                open,
                Duration.ZERO,
                thread,
                threadAlive,
                inTransaction,
                transactionSite,
                transactionSql,
                openStatements,
                tests,
                forceClose,
                openedIn,
                use,
                borrowing);
    }

    /** The same connection, which is no leak: the JVM was ending when it was opened. */
    public LeakedConnection openedDuringExit() {
        return with(LeakKind.OPENED_DURING_EXIT, tests, forceClose);
    }

    /** The same leak with what became of closing it. */
    public LeakedConnection withForceClose(ForceClose outcome) {
        return with(kind, tests, outcome);
    }

    /** The same leak with what it holds, and with the name of its database. */
    public LeakedConnection holding(
            String newDatabase,
            @Nullable Boolean newInTransaction,
            @Nullable String newTransactionSite,
            @Nullable String newTransactionSql,
            List<OpenStatement> newOpenStatements) {
        return new LeakedConnection(
                id,
                kind,
                owner,
                openStack,
                userFrames,
                site,
                newDatabase,
                url,
                openedAt,
                open,
                sinceLastUse,
                thread,
                threadAlive,
                newInTransaction,
                newTransactionSite,
                newTransactionSql,
                newOpenStatements,
                tests,
                forceClose,
                openedIn,
                inUse,
                borrowing);
    }

    private LeakedConnection with(LeakKind newKind, List<String> newTests, ForceClose outcome) {
        return new LeakedConnection(
                id,
                newKind,
                owner,
                openStack,
                userFrames,
                site,
                database,
                url,
                openedAt,
                open,
                sinceLastUse,
                thread,
                threadAlive,
                inTransaction,
                transactionSite,
                transactionSql,
                openStatements,
                newTests,
                outcome,
                openedIn,
                inUse,
                borrowing);
    }
}
