package io.github.sqliteleak.tests;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.tests.OpeningTest.Evidence;
import io.github.sqliteleak.tests.RunningTest.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tests that run now, and on which threads, as the test platform reports. Grows with the number
 * of tests that run at one time. Safe for any number of threads; no method blocks but {@link
 * #planBegan} and {@link #planEnded}, which pass on to the observer.
 */
public final class RunningTests {
    /** The one that the test platform reports to and new connections ask. */
    public static final RunningTests OF_THIS_JVM = new RunningTests();

    static final int NAMED = 20;

    @SuppressWarnings("ThreadLocalUsage") // one for each JVM, but for unit tests
    private final InheritableThreadLocal<@Nullable RunningTest> ofThread = new OfThread();

    private final Set<RunningTest> tests = ConcurrentHashMap.newKeySet();
    private final Set<RunningTest> classes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger plans = new AtomicInteger();
    private volatile @Nullable TestPlanObserver observer;

    /** Tells this observer of test plans. Without one the agent is not there: nothing is kept. */
    public void observe(TestPlanObserver newObserver) {
        observer = newObserver;
    }

    /** False in a JVM that has the agent's jar on its class path, but no agent. */
    public boolean isObserved() {
        return observer != null;
    }

    /** A test plan begins; it may be within another one, or beside it. */
    public void planBegan() {
        TestPlanObserver current = observer;
        if (plans.incrementAndGet() == 1 && current != null) {
            current.began();
        }
    }

    /** A test plan has ended. The observer hears of the last plan that runs. */
    public void planEnded() {
        TestPlanObserver current = observer;
        if (plans.decrementAndGet() == 0 && current != null) {
            current.ended();
        }
    }

    /** What follows the test plan has failed. Never throws. */
    public void failed(Throwable failure) {
        TestPlanObserver current = observer;
        if (current != null) {
            try {
                current.failed(failure);
            } catch (Throwable again) {
                Guard.caught(again);
            }
        }
    }

    /**
     * The calling thread begins to run a test or a container.
     *
     * @param className the class that it stands in, null when it is in none
     * @param enclosing its parent in the plan, null when that is not known
     */
    public RunningTest begin(
            Kind kind, TestName name, @Nullable String className, @Nullable RunningTest enclosing) {
        RunningTest begun = new RunningTest(kind, name, className, enclosing, ofThisThread());
        if (kind == Kind.TEST) {
            tests.add(begun);
        } else if (kind == Kind.CLASS) {
            classes.add(begun);
        }
        ofThread.set(begun);
        return begun;
    }

    /** It has ended, whichever thread says so. Idempotent. */
    public void end(RunningTest ended) {
        ended.end();
        tests.remove(ended);
        classes.remove(ended);
        if (ofThread.get() == ended) {
            RunningTest next = ofThisThread();
            if (next == null) {
                ofThread.remove();
            } else {
                ofThread.set(next);
            }
        }
    }

    /** The test that the calling thread itself runs; null when it runs none. */
    public @Nullable TestName ofCallingThread() {
        RunningTest own = ofThisThread();
        return own != null && own.kind() == Kind.TEST ? own.name() : null;
    }

    /**
     * The test that a connection belongs to that the calling thread opens; null outside tests.
     *
     * @param opening made where it is opened
     */
    public @Nullable OpeningTest opener(CapturedStack opening) {
        RunningTest known = ofThread.get();
        boolean running = plans.get() > 0;
        if (known == null && !running) {
            return null;
        }
        RunningTest own = named(ofThisThread());
        if (own != null && own.kind() == Kind.TEST) {
            return own.opening();
        }
        OpeningFrames frames = new OpeningFrames(opening);
        if (own != null) {
            return outsideTests(own, frames);
        }
        RunningTest inherited = known == null || known.isOfThisThread() ? null : known;
        RunningTest only = running ? only(tests) : null;
        if (only != null && (inherited == only || !frames.areCallbackBeside(only, classNames()))) {
            TestName ofThread = inherited == null ? null : inherited.name();
            return new OpeningTest(
                    Evidence.ONLY_RUNNING_TEST,
                    only.name(),
                    List.of(),
                    only.name().equals(ofThread) ? null : ofThread);
        }
        if (inherited != null) {
            return new OpeningTest(Evidence.INHERITED, inherited.name());
        }
        return running ? byFrames(frames) : null;
    }

    /** The thread runs what belongs to a class or to a method that makes tests. */
    private OpeningTest outsideTests(RunningTest own, OpeningFrames frames) {
        if (own.kind() == Kind.METHOD && frames.areOfMethod(own)) {
            return own.opening();
        }
        // Of TestNG's classes, one can begin between two tests of another.
        String className = frames.onlyOf(classNames());
        if (className == null) {
            className = own.className();
        }
        return className == null ? unknown() : ofClass(className);
    }

    private OpeningTest byFrames(OpeningFrames frames) {
        String className = frames.onlyOf(classNames());
        return className == null ? unknown() : ofClass(className);
    }

    private OpeningTest ofClass(String className) {
        for (RunningTest running : classes) {
            if (className.equals(running.className())) {
                return running.opening();
            }
        }
        return new OpeningTest(Evidence.CLASS, new TestName(className, null));
    }

    private OpeningTest unknown() {
        Set<String> names = new TreeSet<>();
        for (RunningTest test : tests) {
            names.add(test.name().text());
        }
        return new OpeningTest(Evidence.UNKNOWN, null, names.stream().limit(NAMED).toList(), null);
    }

    /** Of the classes that run, and of those that running tests are of. */
    private Set<String> classNames() {
        Set<String> names = new HashSet<>();
        for (Set<RunningTest> running : List.of(classes, tests)) {
            for (RunningTest one : running) {
                if (one.className() != null) {
                    names.add(one.className());
                }
            }
        }
        return names;
    }

    private static @Nullable RunningTest only(Set<RunningTest> running) {
        RunningTest only = null;
        for (RunningTest test : running) {
            if (only != null) {
                return null;
            }
            only = test;
        }
        return only;
    }

    /** What this thread runs, not what the thread ran that started it. */
    private @Nullable RunningTest ofThisThread() {
        RunningTest top = ofThread.get();
        return top == null || !top.isOfThisThread() ? null : innermost(top);
    }

    private static @Nullable RunningTest innermost(RunningTest top) {
        RunningTest running = top;
        while (running != null && running.hasEnded()) {
            running = running.below();
        }
        return running;
    }

    /** Engines, suites and files do not show which class it is; the node around them may. */
    private static @Nullable RunningTest named(@Nullable RunningTest running) {
        RunningTest up = running;
        while (up != null && up.kind() == Kind.OTHER) {
            up = up.enclosing();
        }
        return up;
    }

    /**
     * A thread keeps the test that it was started in. What else its parent runs or has run says
     * nothing of it: a framework starts threads between tests, and so does a pool that classes
     * share.
     */
    private static final class OfThread extends InheritableThreadLocal<@Nullable RunningTest> {
        @Override
        protected @Nullable RunningTest childValue(@Nullable RunningTest ofParent) {
            if (ofParent == null || !ofParent.isOfThisThread()) {
                return ofParent;
            }
            RunningTest running = innermost(ofParent);
            return running != null && running.kind() == Kind.TEST ? running : null;
        }
    }
}
