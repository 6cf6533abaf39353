package io.github.sqliteleak.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Puts the code of test classes, and no more than that, into scopes of the agent's: one for each
 * test, with its constructor, {@code BeforeEach} and {@code AfterEach}, and one for each class.
 * Other extensions that open something around the tests also close it, which may come later.
 */
abstract class ScopedTests extends InterceptedTests
        implements BeforeAllCallback, BeforeEachCallback {
    static final Namespace NAMESPACE = Namespace.create("io.github.sqliteleak.junit");

    private static final String TEST_SCOPE = "scope of the test";

    /** The instance that is being made, while another extension of this kind may be asked, too. */
    private static final ThreadLocal<@Nullable Constructing> CONSTRUCTING = new ThreadLocal<>();

    /**
     * @param constructor as Jupiter gives it to each extension, for this one instance
     */
    private record Constructing(ReflectiveInvocationContext<?> constructor, Object scope) {}

    /** The agent; throws when it is needed and cannot be had, and is null when nobody needs it. */
    abstract @Nullable Agent agent(ExtensionContext context);

    /** Whether the agent is needed, asked before anything of the class is run. */
    boolean needsAgent(ExtensionContext context) {
        return true;
    }

    /** Called with each scope before anything is opened in it. */
    void scopeBegins(Agent agent, Object scope) {}

    /**
     * Called with the arguments of a constructor before it runs, and with the scope of its test.
     */
    void constructs(Object scope, List<Object> arguments) {}

    /** The scope of the test that the context is for; null before it begins. */
    static @Nullable Object testScope(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(TEST_SCOPE);
    }

    static Object newTestScope(Agent agent, ExtensionContext context) {
        return Company.of(context) == Company.ALONE ? agent.scopeOfLoneTest() : agent.scope();
    }

    /** Scopes of instances for which no test has begun, as when it is disabled. */
    @SuppressWarnings("unchecked") // by its key
    static Set<Object> constructed(ExtensionContext context) {
        return (Set<Object>)
                context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                "constructed in " + context.getRequiredTestClass().getName(),
                                any -> ConcurrentHashMap.newKeySet());
    }

    /** The scope of what belongs to the class. */
    Object classScope(Agent agent, ExtensionContext context) {
        String key = "scope of " + context.getRequiredTestClass().getName();
        Object scope = context.getStore(NAMESPACE).getOrComputeIfAbsent(key, any -> agent.scope());
        scopeBegins(agent, scope);
        return scope;
    }

    /** Before the tests, or extensions that come later, load the driver. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (needsAgent(context)) {
            Agent.prepare(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Agent agent = agent(context);
        if (agent == null) {
            return;
        }
        Object scope = context.getStore(NAMESPACE).get(TEST_SCOPE);
        if (scope == null) {
            scope = ConstructedTest.takeScope(context);
            if (scope == null) {
                scope = newTestScope(agent, context);
            }
            context.getStore(NAMESPACE).put(TEST_SCOPE, scope);
        }
        scopeBegins(agent, scope);
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> invocationContext,
            ExtensionContext context)
            throws Throwable {
        Agent agent = agent(context);
        if (agent == null) {
            return invocation.proceed();
        }
        if (context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD)
                == Lifecycle.PER_CLASS) {
            return inScope(agent, classScope(agent, context), invocation);
        }
        Constructing around = CONSTRUCTING.get();
        if (around != null && around.constructor == invocationContext) {
            scopeBegins(agent, around.scope);
            return invocation.proceed();
        }
        ConstructedTest outer = ConstructedTest.around(invocationContext.getArguments());
        Object scope = outer == null ? newTestScope(agent, context) : outer.scope();
        scopeBegins(agent, scope);
        constructs(scope, invocationContext.getArguments());
        ConstructedTest.forget();
        Set<Object> ofClass = outer == null ? constructed(ofClass(context)) : outer.scopesOfClass();
        ofClass.add(scope);
        CONSTRUCTING.set(new Constructing(invocationContext, scope));
        T instance;
        try {
            instance = inScope(agent, scope, invocation);
        } finally {
            if (around == null) {
                CONSTRUCTING.remove();
            } else {
                CONSTRUCTING.set(around);
            }
        }
        new ConstructedTest(instance, scope, ofClass).keep();
        return instance;
    }

    /** Newer versions can give the context of the test to what makes its instance. */
    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent() && at.getParent().isPresent()) {
            at = at.getParent().get();
        }
        return at;
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        T nodes = inTest(invocation, context);
        Agent agent = agent(context);
        Object scope = testScope(context);
        return agent == null || scope == null ? nodes : LazyNodes.inScope(nodes, agent, scope);
    }

    /** In a scope of its own, one for all extensions of this kind. */
    @Override
    public final void interceptDynamicTest(
            Invocation<Void> invocation,
            DynamicTestInvocationContext invocationContext,
            ExtensionContext context)
            throws Throwable {
        Agent agent = agent(context);
        if (agent == null) {
            invocation.proceed();
            return;
        }
        Object scope =
                context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                TEST_SCOPE + ' ' + context.getUniqueId(),
                                any -> newTestScope(agent, context));
        scopeBegins(agent, scope);
        Object factory = testScope(context);
        DynamicScope before =
                DynamicScope.enter(new DynamicScope(factory == null ? scope : factory, scope));
        Throwable failure = null;
        try {
            inScope(agent, scope, invocation);
        } catch (Throwable t) {
            failure = t;
        } finally {
            DynamicScope.leave(before);
        }
        try {
            dynamicTestEnded(scope, context);
        } catch (RuntimeException | AssertionError found) {
            FailedTests.add(context);
            if (failure != null && !(failure instanceof TestAbortedException)) {
                failure.addSuppressed(found);
                throw failure;
            }
            if (failure != null) {
                found.addSuppressed(failure);
            }
            throw found;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** After each dynamic test, for which Jupiter has no callback. */
    abstract void dynamicTestEnded(Object scope, ExtensionContext context);

    @Override
    final void inClass(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        Agent agent = agent(context);
        if (agent == null) {
            invocation.proceed();
        } else {
            inScope(agent, classScope(agent, context), invocation);
        }
    }

    @Override
    final <T> T inTest(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        Agent agent = agent(context);
        Object scope = testScope(context);
        return agent == null || scope == null
                ? invocation.proceed()
                : inScope(agent, scope, invocation);
    }

    static <T> T inScope(Agent agent, Object scope, Invocation<T> invocation) throws Throwable {
        Object before = agent.enter(scope);
        try {
            return invocation.proceed();
        } finally {
            agent.leave(before);
        }
    }
}
