package io.github.sqliteleak.report;

import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.blame.Role;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.blame.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes leaked connections for tests; what is not said is harmless. */
public final class Leak {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final long id;
    private LeakKind kind = LeakKind.OPEN_AT_EXIT;
    private String owner = "application";
    private @Nullable String openSite = "com.example.Repo.load(Repo.java:42)";
    private List<String> openStack =
            List.of("com.example.Repo.load(Repo.java:42)", "com.example.App.main(App.java:9)");
    private @Nullable Site site;
    private @Nullable ConnectionUse inUse;
    private @Nullable Kept kept;
    private List<StackTraceElement> userFrames =
            List.of(frame("com.example.Repo", "load"), frame("com.example.App", "main"));
    private String database = "/work/data/app.db";
    private @Nullable Duration sinceLastUse = Duration.ofMillis(8_001);
    private String thread = "main";
    private @Nullable Boolean inTransaction = false;
    private @Nullable String transactionSite;
    private @Nullable String transactionSql;
    private final List<OpenStatement> openStatements = new ArrayList<>();
    private List<String> tests = List.of();
    private @Nullable LeakTest openedIn;
    private ForceClose forceClose = new ForceClose(ForceClose.Result.CLOSED, null);

    private Leak(long id) {
        this.id = id;
    }

    public static Leak number(long id) {
        return new Leak(id);
    }

    public static StackTraceElement frame(String className, String methodName) {
        return new StackTraceElement(className, methodName, "Some.java", 7);
    }

    public Leak collected() {
        kind = LeakKind.GARBAGE_COLLECTED;
        return this;
    }

    /** Collected when it is of this database. */
    public Leak collectedIf(String of) {
        return database.equals(of) ? collected() : this;
    }

    public Leak openAfter(String... tests) {
        kind = LeakKind.OPEN_AFTER_TEST;
        this.tests = List.of(tests);
        return this;
    }

    /** Opened in this test on this evidence. */
    public Leak openedIn(String test, LeakTest.Evidence evidence) {
        openedIn = new LeakTest(test, null, evidence, List.of());
        tests = openedIn.charged();
        return this;
    }

    /** Opened while only this test was running, by a thread that another one had started. */
    public Leak openedByThread(String ofThread, String test) {
        openedIn =
                new LeakTest(test, null, LeakTest.Evidence.ONLY_RUNNING_TEST, List.of(), ofThread);
        tests = openedIn.charged();
        return this;
    }

    /** Opened while these tests were running, nobody knows in which. */
    public Leak openedWhile(String... running) {
        openedIn = new LeakTest(null, null, LeakTest.Evidence.UNKNOWN, List.of(running));
        return this;
    }

    /** A thread was inside a statement when the JVM ended. */
    public Leak inUseBy(String user, String sql) {
        inUse = new ConnectionUse(user, sql, Duration.ofMillis(1_500));
        return this;
    }

    /** When the JVM was ending already. */
    public Leak openedDuringExit() {
        kind = LeakKind.OPENED_DURING_EXIT;
        return this;
    }

    /** Borrowed from this pool. */
    public Leak notGivenBackTo(String pool) {
        kind = LeakKind.NOT_GIVEN_BACK;
        return owner("pool:" + pool);
    }

    /** Not judged: its JVM has not come to its end. */
    public Leak openAtPlanEnd() {
        kind = LeakKind.OPEN_AT_PLAN_END;
        return this;
    }

    public Leak owner(String owner) {
        this.owner = owner;
        return this;
    }

    /** Opened in this method of the user's, called by nobody else's. */
    public Leak openedIn(String className, String methodName) {
        userFrames = List.of(frame(className, methodName));
        openSite = className + "." + methodName + "(Some.java:7)";
        openStack = List.of(openSite);
        return this;
    }

    /** Opened by a helper and a library for a line of the user's. */
    public Leak handedOn(String line, Step... way) {
        String opened = line;
        for (Step step : way) {
            if (step.role() == Role.HANDS_ON) {
                opened = step.frame();
                break;
            }
        }
        site = new Site(line, opened, List.of(way), List.of(), true);
        return this;
    }

    /** What became of it at its site. */
    public Leak kept(Kept newKept) {
        kept = newKept;
        return this;
    }

    /** The class of the site. */
    public Leak loadedFrom(String place) {
        site = new Site(openSite, openSite, List.of(), List.of(), true, null, place);
        return this;
    }

    /** By a frame that is not the user's. */
    public Leak calledBy(String frame) {
        openStack = new ArrayList<>(openStack);
        openStack.add(frame);
        return this;
    }

    public Leak openedAtLine(int line) {
        openSite = "com.example.Repo.load(Repo.java:" + line + ")";
        return this;
    }

    public Leak withoutUserFrames(String... stack) {
        userFrames = List.of();
        openStack = List.of(stack);
        openSite = stack.length == 0 ? null : stack[0];
        return this;
    }

    public Leak database(String database) {
        this.database = database;
        return this;
    }

    public Leak thread(String thread) {
        this.thread = thread;
        return this;
    }

    public Leak neverUsed() {
        sinceLastUse = null;
        return this;
    }

    public Leak inTransaction(@Nullable String site, @Nullable String sql) {
        inTransaction = true;
        transactionSite = site;
        transactionSql = sql;
        return this;
    }

    public Leak transactionUnknown() {
        inTransaction = null;
        return this;
    }

    public Leak cursor(@Nullable String sql) {
        openStatements.add(new OpenStatement(sql, true, null));
        return this;
    }

    public Leak statement(String sql, @Nullable String site) {
        openStatements.add(new OpenStatement(sql, false, site));
        return this;
    }

    public Leak forceClose(ForceClose.Result result, @Nullable String detail) {
        forceClose = new ForceClose(result, detail);
        return this;
    }

    public LeakedConnection leaked() {
        LeakedConnection plain = plain();
        LeakedConnection placed = site == null ? plain : plain.at(site);
        LeakedConnection sited = kept == null ? placed : placed.at(placed.site().kept(kept));
        return inUse == null ? sited : sited.inUse(inUse);
    }

    private LeakedConnection plain() {
        return new LeakedConnection(
                id,
                kind,
                owner,
                openSite,
                openStack,
                userFrames,
                database,
                "jdbc:sqlite:" + database,
                NOON.plusSeconds(id),
                Duration.ofMillis(9_123 - id * 1_000),
                sinceLastUse,
                thread,
                true,
                inTransaction,
                transactionSite,
                transactionSql,
                openStatements,
                tests,
                forceClose,
                openedIn);
    }
}
