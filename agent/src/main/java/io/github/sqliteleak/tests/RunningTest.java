package io.github.sqliteleak.tests;

import io.github.sqliteleak.tests.OpeningTest.Evidence;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A test, or a container of tests, from its start to its end. Threads that were started meanwhile
 * may keep it for as long as they live, so it holds names and nothing that grows.
 */
public final class RunningTest {
    /** What a node of a test plan is. */
    public enum Kind {
        /** A test that holds no others. */
        TEST,
        /** A method that makes tests: of a parameterised test, a test factory. */
        METHOD,
        /** A class of tests. */
        CLASS,
        /** An engine, a suite, a file. */
        OTHER
    }

    private final Kind kind;
    private final TestName name;
    private final @Nullable String className;
    private final @Nullable RunningTest enclosing;
    private final @Nullable RunningTest below;
    private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());
    private final OpeningTest opening;
    private volatile boolean ended;

    RunningTest(
            Kind kind,
            TestName name,
            @Nullable String className,
            @Nullable RunningTest enclosing,
            @Nullable RunningTest below) {
        this.kind = kind;
        this.name = name;
        this.className = className;
        this.enclosing = enclosing;
        this.below = below;
        this.opening =
                new OpeningTest(kind == Kind.CLASS ? Evidence.CLASS : Evidence.CERTAIN, name);
    }

    Kind kind() {
        return kind;
    }

    TestName name() {
        return name;
    }

    /** The class that it stands in, null when it is in none. */
    public @Nullable String className() {
        return className;
    }

    /** The method that it is, null when its name has none. */
    @Nullable String methodName() {
        String text = name.text();
        int from = text.indexOf('#') + 1;
        int to = text.indexOf('(', from);
        return from > 0 && to > from ? text.substring(from, to) : null;
    }

    /** Its parent in the plan. */
    @Nullable RunningTest enclosing() {
        return enclosing;
    }

    /** What its thread was running before and goes on with after it. */
    @Nullable RunningTest below() {
        return below;
    }

    boolean isOfThisThread() {
        return thread.refersTo(Thread.currentThread());
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** An opening by the thread that runs it. */
    OpeningTest opening() {
        return opening;
    }
}
