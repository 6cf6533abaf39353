package io.github.sqliteleak.strict;

import io.github.sqliteleak.agent.ConnectionFacts;
import io.github.sqliteleak.agent.DriverListener;
import io.github.sqliteleak.agent.Session;
import io.github.sqliteleak.agent.SqliteLeakAgent;
import io.github.sqliteleak.exit.TestLeaks;
import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.judge.PatternException;
import io.github.sqliteleak.judge.Suppressions;
import io.github.sqliteleak.registry.OpenScope;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.console.TestLeakText;
import io.github.sqliteleak.system.CommonPool;
import io.github.sqliteleak.tests.RunningTests;
import io.github.sqliteleak.tests.TestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test framework's extension may ask of the agent. It is reached by reflection, through the
 * system class loader, and takes and gives types of the JDK alone: the extension may be in another
 * class loader and of another version.
 *
 * <p>A <em>scope</em> is a stretch of a test; see {@link OpenScope}. A connection is handed over as
 * a map: {@code id} (Long), {@code database}, {@code file} (both String, the latter null when it is
 * in no file), {@code readOnly}, {@code open} (Boolean), {@code openSite}, {@code thread}, {@code
 * owner} (String), {@code openedAt} (Long, milliseconds since 1970), {@code inTransaction} (Boolean
 * or null), {@code openStatements} (Integer).
 */
public final class TestBridge {
    /** Raised when a method changes what it takes or gives. */
    public static final int PROTOCOL = 1;

    /** Nothing is known of what other tests do meanwhile. */
    public static final int PARALLEL = 0;

    /** No other test of the same class runs meanwhile. */
    public static final int ALONE_IN_CLASS = 1;

    /** No other test runs meanwhile. */
    public static final int ALONE = 2;

    private TestBridge() {}

    /** Why not every connection of this JVM is seen, in one line; null when each is. */
    public static @Nullable String problem() {
        DriverListener listener = SqliteLeakAgent.listener();
        if (listener == null) {
            return "the agent has not been started";
        }
        if (listener.session() != null && !HookTargets.areOn()) {
            return "tracking is off after too many internal errors of the agent";
        }
        return listener.untracked();
    }

    /** False before {@code premain} or attaching. */
    public static boolean isStarted() {
        return SqliteLeakAgent.listener() != null;
    }

    /** Why the agent could not be started, in one line; null when nobody tried, and when it was. */
    public static @Nullable String startFailure() {
        return SqliteLeakAgent.failure();
    }

    /** A new scope, in which nobody is yet. */
    public static Object scope() {
        return OpenScope.create();
    }

    /** A new scope for a test that is about to begin, with no other test beside it. */
    public static Object scopeOfLoneTest() {
        if (!CommonPool.isIdle()) {
            return OpenScope.create();
        }
        TestLeaks leaks = leaks();
        return OpenScope.createWithIdlePool(leaks == null ? 0 : leaks.lastId());
    }

    /** What was opened in a scope that nobody judges belongs to this one from now on. */
    public static void adopt(Object scope, Object by) {
        ((OpenScope) scope).adoptedBy((OpenScope) by);
    }

    /** What is opened in the scope from now on is kept for {@link #recorded}. */
    public static void record(Object scope) {
        ((OpenScope) scope).startRecording();
    }

    /** A recording part of the scope that the calling thread is in. */
    public static Object part() {
        return OpenScope.within();
    }

    /**
     * The calling thread is in this scope from now on.
     *
     * @param scope null for none
     * @return what {@link #leave} is to get
     */
    public static @Nullable Object enter(@Nullable Object scope) {
        return OpenScope.enter((OpenScope) scope);
    }

    /** The calling thread is where it was before {@link #enter}. */
    public static void leave(@Nullable Object before) {
        OpenScope.restore(before);
    }

    /** What was opened in a recording scope since this was last asked, closed since or not. */
    public static List<Map<String, @Nullable Object>> recorded(Object scope) {
        TestLeaks leaks = leaks();
        return leaks == null
                ? List.of()
                : ConnectionFacts.of(((OpenScope) scope).takeRecorded(), leaks);
    }

    /**
     * What is open now.
     *
     * @param scope only what was opened in it; null for all of this JVM
     */
    public static List<Map<String, @Nullable Object>> open(@Nullable Object scope) {
        TestLeaks leaks = leaks();
        if (leaks == null) {
            return List.of();
        }
        OpenScope within = (OpenScope) scope;
        return ConnectionFacts.of(
                within == null ? leaks.stillOpen() : leaks.leftOpen(within::holds), leaks);
    }

    /**
     * The text about what a scope has left open, pools included; touches nothing.
     *
     * @param opener what opened them, to stand in {@code opened by … left open}
     * @return null when nothing is open
     */
    public static @Nullable String openText(Object scope, String opener) {
        TestLeaks leaks = leaks();
        if (leaks == null) {
            return null;
        }
        List<LeakedConnection> left = new ArrayList<>();
        for (TrackedConnection connection : leaks.leftOpen(((OpenScope) scope)::holds)) {
            left.add(leaks.describe(connection));
        }
        return left.isEmpty() ? null : text(left, opener);
    }

    /**
     * Judges the test whose scope it is, which has ended: what it left open is closed and is in the
     * report as {@code open-after-test}. Connections of pools, those that a pattern matches, and
     * those that may be another test's are left alone.
     *
     * @param testName in the report
     * @param opener what opened them, to stand in {@code opened by … left open}
     * @param testClass binary name of the test class
     * @param testMethod name of the test method; null for what belongs to the class
     * @param ignore suppression patterns
     * @param place where the patterns stand, for messages
     * @param company {@link #PARALLEL}, {@link #ALONE_IN_CLASS} or {@link #ALONE}
     * @return {@code count} (Integer) of leaks; with any, {@code text} (String) for the user and
     *     {@code stack} (StackTraceElement[]) of one opening; {@code unsure} (String), about
     *     connections that may be this test's or another one's, null when there are none
     * @throws IllegalArgumentException when a pattern cannot be used, with one line that says so
     */
    public static Map<String, @Nullable Object> judge(
            Object scope,
            String testName,
            String opener,
            String testClass,
            @Nullable String testMethod,
            List<String> ignore,
            String place,
            int company) {
        Map<String, @Nullable Object> verdict = new HashMap<>();
        verdict.put("count", 0);
        Suppressions suppressions;
        try {
            suppressions = Suppressions.parse(place, ignore);
        } catch (PatternException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        TestLeaks leaks = leaks();
        if (leaks == null) {
            return verdict;
        }
        TestEvidence evidence = new TestEvidence(testClass, testMethod, company);
        OpenScope judged = (OpenScope) scope;
        judged.end();
        TestName running = RunningTests.OF_THIS_JVM.ofCallingThread();
        TestJudgement judgement =
                new TestJudgement(leaks, suppressions, evidence, judged, running, testName);
        judgement.judge();
        if (!judgement.unsure().isEmpty()) {
            verdict.put("unsure", text(judgement.unsure(), opener + " or by another one"));
        }
        List<LeakedConnection> closed = judgement.close();
        if (!closed.isEmpty()) {
            verdict.put("count", closed.size());
            verdict.put("text", text(closed, opener) + judgement.reasons());
            LeakedConnection first = Grouping.group(closed).get(0).connections().get(0);
            verdict.put("stack", first.userFrames().toArray(new StackTraceElement[0]));
        }
        return verdict;
    }

    private static String text(List<LeakedConnection> leaks, String opener) {
        return TestLeakText.render(
                leaks,
                opener,
                Thread.currentThread().getName(),
                System.getProperty("user.dir", ""));
    }

    private static @Nullable TestLeaks leaks() {
        DriverListener listener = SqliteLeakAgent.listener();
        Session session = listener == null ? null : listener.session();
        return session == null ? null : session.testLeaks();
    }
}
