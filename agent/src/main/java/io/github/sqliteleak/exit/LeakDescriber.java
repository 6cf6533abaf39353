package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.report.ConnectionUse;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.OpenStatement;
import io.github.sqliteleak.secrets.Redaction;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.tests.FrameworkFrames;
import io.github.sqliteleak.tests.OpeningTest;
import io.github.sqliteleak.tests.TestName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into plain values what is known of a leaked connection, before it is closed. */
final class LeakDescriber {
    private static final ForceClose UNTOUCHED =
            new ForceClose(ForceClose.Result.NOT_ATTEMPTED, null);

    private final int stackDepth;
    private final SqlInReports sql;
    private final Blame blame;
    private final long nowNanos;
    private final Pools pools;
    private final InUse inUse;
    private final DuringExit duringExit;
    private final StackFacts.Reader stacks;
    private final DatabaseNames files = new DatabaseNames();

    /** While the JVM runs on. */
    LeakDescriber(ExitPolicy policy, long nowNanos) {
        this(policy, nowNanos, DuringExit.NOT_YET);
    }

    LeakDescriber(ExitPolicy policy, long nowNanos, DuringExit duringExit) {
        this.duringExit = duringExit;
        this.stackDepth = policy.stackDepth();
        this.sql = policy.sql();
        this.blame = policy.blame();
        this.nowNanos = nowNanos;
        this.pools = policy.pools();
        this.inUse = new InUse(policy.blame(), policy.sql(), nowNanos);
        this.stacks = new StackFacts.Reader(stackDepth);
    }

    LeakedConnection describe(TrackedConnection leaked) {
        return describe(leaked, LeakKind.OPEN_AT_EXIT);
    }

    /**
     * As {@link #describe(TrackedConnection)}.
     *
     * @param open what it is called unless it was collected
     */
    LeakedConnection describe(TrackedConnection leaked, LeakKind open) {
        return withHolds(plain(leaked, open), leaked);
    }

    /** What can be had from memory alone, without asking a file system. */
    LeakedConnection plain(TrackedConnection leaked) {
        LeakedConnection plain = plain(leaked, LeakKind.OPEN_AT_EXIT);
        // What its pool has closed while it was lent counts as closed.
        if (leaked.closedNanos() == 0 && duringExit.has(leaked)) {
            return plain.openedDuringExit();
        }
        ConnectionUse use = inUse.of(leaked);
        return use == null ? plain : plain.inUse(use);
    }

    private LeakedConnection plain(TrackedConnection leaked, LeakKind open) {
        PoolVerdict pool = PoolVerdict.of(leaked, open, pools, stacks);
        StackFacts stack = stacks.of(pool.stack());
        Site site = site(pool, stack, blame.site(pool.stack(), pool.sinceNanos()));
        String url = leaked.url();
        OpeningTest known = pool.test();
        LeakTest test = test(known == null ? FrameworkFrames.test(pool.stack()) : known);
        Duration age = since(leaked.openedNanos());
        // The clock of uses is coarse.
        Duration unused = since(leaked.lastUseNanos());
        return new LeakedConnection(
                leaked.id(),
                pool.kind(),
                pool.owner(),
                stack.lines(),
                stack.userFrames(),
                kept(site, leaked),
                DatabaseFile.asGiven(leaked.file(), leaked.flags()).display(),
                url == null ? null : Redaction.url(url),
                Instant.ofEpochMilli(leaked.openedAtMillis()),
                age,
                unused.compareTo(age) > 0 ? age : unused,
                leaked.threadName(),
                leaked.thread() != null,
                null,
                null,
                null,
                List.of(),
                test == null ? List.of() : test.charged(),
                UNTOUCHED,
                test,
                null,
                pool.borrowing(site.line()));
    }

    private static Site kept(Site site, TrackedConnection leaked) {
        if (leaked.isAdopted()) {
            return site.openedBefore();
        }
        return leaked.isAborted() ? site.kept(Kept.ABORTED) : site;
    }

    /** Who came to borrow first has not made the pool, nor has to close it. */
    private static Site site(PoolVerdict pool, StackFacts stack, Site site) {
        String place = stack.poolSite();
        return place != null && site.own() && pool.isOpenedByBorrower(place)
                ? new Site(place, place, site.way(), site.named(), false, site.kept())
                : site;
    }

    /** The same with what it holds, and with the real name of its file. */
    LeakedConnection withHolds(LeakedConnection plain, TrackedConnection leaked) {
        OpenTransaction transaction = leaked.transaction();
        return plain.holding(
                files.of(leaked).display(),
                leaked.isTransactionUncertain() ? null : transaction != null,
                transaction == null ? null : site(transaction.beginning()),
                transaction == null ? null : sql(transaction.sql()),
                statements(leaked));
    }

    private @Nullable LeakTest test(@Nullable OpeningTest opening) {
        if (opening == null) {
            return null;
        }
        TestName test = opening.test();
        TestName ofThread = opening.ofThread();
        return new LeakTest(
                test == null ? null : test.text(),
                test == null ? null : displayName(test),
                LeakTest.Evidence.of(opening.evidence().json()),
                opening.running(),
                ofThread == null ? null : ofThread.text());
    }

    /** That of an invocation has its arguments in it, which are as secret as literals in SQL. */
    private @Nullable String displayName(TestName test) {
        return sql == SqlInReports.FULL || !test.text().endsWith("]") ? test.displayName() : null;
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(Math.max(0, nowNanos - nanos));
    }

    private List<OpenStatement> statements(TrackedConnection leaked) {
        List<OpenStatement> statements = new ArrayList<>();
        for (TrackedStatement statement : leaked.statements()) {
            OpenStatement open =
                    new OpenStatement(
                            sql(statement.sql()),
                            statement.cursorOpen(),
                            site(statement.preparing()));
            statements.add(open.cursorOpen() ? 0 : statements.size(), open);
        }
        return statements;
    }

    private @Nullable String site(@Nullable CapturedStack captured) {
        return captured == null ? null : blame.site(captured, nowNanos).line();
    }

    private @Nullable String sql(String text) {
        return sql.show(text);
    }
}
