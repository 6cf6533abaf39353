package io.github.sqliteleak.tests;

import io.github.sqliteleak.tests.RunningTest.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Follows the tests of one launcher. Does nothing in a JVM without the agent, never throws, and
 * uses only what the platform has had since 1.8. May be defined in another loader than the rest of
 * the agent, so it is one class and calls public ones only.
 */
public final class TestPlanListener implements TestExecutionListener {
    private final RunningTests tests;
    private final Map<String, RunningTest> running = new ConcurrentHashMap<>();
    private final AtomicInteger plans = new AtomicInteger();

    /** For the test platform. */
    public TestPlanListener() {
        this(RunningTests.OF_THIS_JVM);
    }

    TestPlanListener(RunningTests tests) {
        this.tests = tests;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        try {
            plans.incrementAndGet();
            tests.planBegan();
        } catch (Throwable t) {
            tests.failed(t);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        try {
            if (plans.decrementAndGet() == 0) {
                // An engine that failed may not have said that these have ended.
                running.values().forEach(tests::end);
                running.clear();
            }
        } catch (Throwable t) {
            tests.failed(t);
        } finally {
            end();
        }
    }

    private void end() {
        try {
            tests.planEnded();
        } catch (Throwable t) {
            tests.failed(t);
        }
    }

    @Override
    public void executionStarted(TestIdentifier begun) {
        if (!tests.isObserved()) {
            return;
        }
        try {
            running.put(begun.getUniqueId(), begin(begun));
        } catch (Throwable t) {
            tests.failed(t);
        }
    }

    @Override
    public void executionFinished(TestIdentifier ended, TestExecutionResult result) {
        if (!tests.isObserved()) {
            return;
        }
        try {
            RunningTest known = running.remove(ended.getUniqueId());
            if (known != null) {
                tests.end(known);
            }
        } catch (Throwable t) {
            tests.failed(t);
        }
    }

    private RunningTest begin(TestIdentifier begun) {
        String parentId = begun.getParentId().orElse(null);
        RunningTest parent = parentId == null ? null : running.get(parentId);
        TestSource source = begun.getSource().orElse(null);
        String methodName = source instanceof MethodSource method ? method.getMethodName() : null;
        String className = className(source, parent);
        Kind kind = kind(begun, source);
        TestName name =
                kind == Kind.TEST || kind == Kind.METHOD
                        ? TestNames.test(
                                className,
                                methodName,
                                begun.getLegacyReportingName(),
                                begun.getDisplayName())
                        : TestNames.container(
                                kind == Kind.CLASS ? className : null, begun.getDisplayName());
        return tests.begin(kind, name, className, parent);
    }

    private static Kind kind(TestIdentifier identifier, @Nullable TestSource source) {
        if (identifier.isTest()) {
            // Of Spock's features, those with data are both.
            return identifier.isContainer() ? Kind.METHOD : Kind.TEST;
        }
        if (source instanceof MethodSource) {
            return Kind.METHOD;
        }
        return source instanceof ClassSource ? Kind.CLASS : Kind.OTHER;
    }

    /** By name: a source that is asked for its class loads it, in a loader of its own choice. */
    private static @Nullable String className(
            @Nullable TestSource source, @Nullable RunningTest parent) {
        if (source instanceof MethodSource method) {
            return method.getClassName();
        }
        if (source instanceof ClassSource type) {
            return type.getClassName();
        }
        return parent == null ? null : parent.className();
    }
}
