package io.github.sqliteleak.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The agent of this JVM, by reflection: it is in the system class loader, where this class need not
 * be, and may be of another version. See {@code io.github.sqliteleak.strict.TestBridge}.
 */
final class Agent {
    private static final String BRIDGE = "io.github.sqliteleak.strict.TestBridge";
    private static final int PROTOCOL = 1;

    private static volatile @Nullable Agent found;

    private final Map<String, Method> methods = new ConcurrentHashMap<>();

    private Agent(Class<?> bridge) {
        for (Method method : bridge.getMethods()) {
            methods.put(method.getName(), method);
        }
    }

    /** The agent, if it is there and follows the drivers; null when not. Attaches nothing. */
    static @Nullable Agent present() {
        Agent agent = find();
        return agent != null && agent.isStarted() && agent.problem() == null ? agent : null;
    }

    /** Attaches the agent when it is not there; who needs it is told of a failure. */
    static void prepare(ExtensionContext context) {
        Agent agent = find();
        if (agent == null || !agent.isStarted()) {
            SelfAttachment.attempt(context);
        }
    }

    /**
     * The agent, which attaches itself when need be.
     *
     * @param user what needs it, for the message
     * @throws ExtensionConfigurationException when it is not to be had, with one line that says why
     *     and, where that helps, the JVM argument to add
     */
    static Agent required(String user, ExtensionContext context) {
        Agent agent = find();
        String reason = null;
        if (agent == null || !agent.isStarted()) {
            reason = SelfAttachment.attempt(context);
            agent = find();
        }
        String notAtWork =
                user + " needs the sqlite-leak agent, and it is not at work in this JVM: ";
        if (agent != null && agent.isStarted()) {
            String problem = agent.problem();
            if (problem == null) {
                return agent;
            }
            // It is there: to start the JVM with it would change nothing.
            throw new ExtensionConfigurationException(notAtWork + problem + ".");
        }
        String failure = agent == null ? null : agent.startFailure();
        throw new ExtensionConfigurationException(
                notAtWork
                        + (failure == null ? reason : failure)
                        + ". Start the JVM with it, argLine: "
                        + AgentJar.argument());
    }

    private static @Nullable Agent find() {
        Agent agent = found;
        if (agent == null) {
            try {
                Class<?> bridge = Class.forName(BRIDGE, true, ClassLoader.getSystemClassLoader());
                if (bridge.getField("PROTOCOL").getInt(null) != PROTOCOL) {
                    throw new ExtensionConfigurationException(
                            "sqlite-leak-junit and the agent in this JVM do not fit: use the same"
                                    + " version of both");
                }
                agent = new Agent(bridge);
                found = agent;
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }
        return agent;
    }

    private boolean isStarted() {
        return Boolean.TRUE.equals(call("isStarted"));
    }

    private @Nullable String startFailure() {
        return (String) call("startFailure");
    }

    /** Why not every connection is seen, null when each is. */
    @Nullable String problem() {
        return (String) call("problem");
    }

    /** A new scope: a stretch of a test, in which nobody is yet. */
    @SuppressWarnings("NullAway") // never null by its contract
    Object scope() {
        return call("scope");
    }

    /** A new scope for a test that is about to begin, with no other test beside it. */
    @SuppressWarnings("NullAway") // never null by its contract
    Object scopeOfLoneTest() {
        return call("scopeOfLoneTest");
    }

    /** What was opened in a scope that nobody judges belongs to the other one from now on. */
    void adopt(Object scope, Object by) {
        call("adopt", scope, by);
    }

    /** A part of the scope that the calling thread is in. */
    @SuppressWarnings("NullAway") // never null by its contract
    Object part() {
        return call("part");
    }

    /** What is opened in the scope from now on is kept for {@link #recorded}. */
    void record(Object scope) {
        call("record", scope);
    }

    /** The calling thread is in the scope from now on; returns what {@link #leave} is to get. */
    @Nullable Object enter(@Nullable Object scope) {
        return call("enter", scope);
    }

    void leave(@Nullable Object before) {
        call("leave", before);
    }

    /** Does what is no part of any test, though one may be waiting for it in the same thread. */
    static <T extends @Nullable Object> T outsideOfTests(Supplier<T> work) {
        Agent agent = present();
        if (agent == null) {
            return work.get();
        }
        Object before = agent.enter(null);
        try {
            return work.get();
        } finally {
            agent.leave(before);
        }
    }

    /** What is open now; all of this JVM when there is no scope. */
    List<OpenedConnection> open(@Nullable Object scope) {
        return OpenedConnection.listOf(call("open", scope));
    }

    /** What was opened in a recorded scope since this was last asked. */
    List<OpenedConnection> recorded(Object scope) {
        return OpenedConnection.listOf(call("recorded", scope));
    }

    /** The text about what the scope has left open, null when nothing is. */
    @Nullable String openText(Object scope, String opener) {
        return (String) call("openText", scope, opener);
    }

    /** Judges and closes what the scope has left open. */
    Verdict judge(Object scope, JudgedTest test, List<String> ignore, String origin, int company) {
        Object verdict =
                call(
                        "judge",
                        scope,
                        test.name(),
                        test.opener(),
                        test.className(),
                        test.methodName(),
                        ignore,
                        origin,
                        company);
        return Verdict.of((Map<?, ?>) verdict);
    }

    private @Nullable Object call(String method, @Nullable Object... arguments) {
        Method target = methods.get(method);
        if (target == null) {
            throw new ExtensionConfigurationException("the agent has no " + BRIDGE + "." + method);
        }
        try {
            return target.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw new ExtensionConfigurationException(String.valueOf(wrong.getMessage()));
            }
            throw new IllegalStateException(
                    method + Arrays.toString(arguments) + " failed in the agent", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
