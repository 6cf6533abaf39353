package io.github.sqliteleak.agent;

import io.github.sqliteleak.attach.Answer;
import io.github.sqliteleak.attach.Request;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Permissions;
import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.tests.RunningTests;
import io.github.sqliteleak.weave.DriverTransformer;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Entry of {@code -javaagent} and of attaching. Does next to nothing until the first class of
 * sqlite-jdbc is loaded.
 */
public final class SqliteLeakAgent {
    private static final int WRONG_USE = 2;

    /** System property. */
    private static final String SELF_ATTACHING = "sqliteleak.self-attaching";

    private static boolean begun;
    private static volatile @Nullable DriverListener listener;
    private static volatile @Nullable Attached attached;
    private static volatile @Nullable String failure;

    private SqliteLeakAgent() {}

    /** No atomic variable: the first one of a JVM costs a millisecond at each start. */
    private static synchronized boolean beginsNow() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    private static synchronized boolean hasBegun() {
        return begun;
    }

    /** Null while the agent has not been started. */
    public static @Nullable DriverListener listener() {
        return listener;
    }

    /** Why the agent could not be started, in one line; null when nothing went wrong. */
    public static @Nullable String failure() {
        return failure;
    }

    /**
     * Called by the JVM before {@code main}. Options that cannot be used end the JVM with status 2
     * and a line on standard error; an exception here would end it with an abort and a page of
     * noise.
     *
     * @param arguments see the options in the README
     * @param optional whether the JVM goes on without the agent then
     */
    public static void premain(
            @Nullable String arguments, Instrumentation instrumentation, boolean optional) {
        Console console = new Console(System.err);
        String forbidden = Permissions.missing();
        if (forbidden != null) {
            failure = forbidden;
            console.acceptNow(forbidden);
            return;
        }
        try {
            start(arguments, instrumentation, console);
        } catch (OptionException e) {
            if (!optional) {
                console.acceptNow(e.line());
                Runtime.getRuntime().halt(WRONG_USE);
            }
            failure = e.line() + "; nothing is tracked";
            console.acceptNow(failure);
        } catch (Throwable t) {
            failure = "cannot start, nothing is tracked: " + t;
            console.acceptNow("cannot start, nothing is tracked: " + t);
        }
    }

    /**
     * Called by the JVM when somebody attaches to it while it runs. A JVM that attaches the agent
     * to itself sets {@value #SELF_ATTACHING} meanwhile and asks {@code TestBridge#startFailure}
     * afterwards: the VM prints an exception from here as a page on standard error.
     *
     * @throws IllegalStateException when nothing can be tracked; attaching fails then, and the JVM
     *     goes on as it was
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        Request asked = Request.read(arguments);
        if (asked != null) {
            answer(asked, instrumentation).give();
            return;
        }
        DumpRequest request = DumpRequest.of(arguments);
        if (request != null) {
            DriverListener started = listener;
            if (started == null) {
                request.answer(null);
            } else {
                request.answer(request.isPage() ? started::page : started::dump);
            }
            return;
        }
        WatchRequest watched = WatchRequest.of(arguments);
        if (watched != null) {
            DriverListener started = listener;
            watched.begin(started == null ? null : started::glance);
            return;
        }
        Console console = new Console(System.err);
        try {
            start(arguments, instrumentation, console);
            return;
        } catch (OptionException e) {
            failure = e.line();
        } catch (Throwable t) {
            failure = "cannot start, nothing is tracked: " + t;
        }
        if (System.getProperty(SELF_ATTACHING) == null) {
            throw new IllegalStateException("sqlite-leak-agent: " + failure);
        }
    }

    /** The command line asks: nothing is thrown, since the VM would print a page of it. */
    private static Answer answer(Request request, Instrumentation instrumentation) {
        try {
            boolean first = !hasBegun();
            if (first && request.kind() == Request.Kind.ATTACH) {
                start(request.options(), instrumentation, new Console(System.err));
            }
            Attached there = attached;
            return there == null
                    ? new Answer(false, "the agent is not in that JVM")
                    : there.answer(request, first);
        } catch (OptionException e) {
            return new Answer(false, e.line());
        } catch (Throwable t) {
            return new Answer(false, "internal error, nothing is tracked: " + t);
        }
    }

    private static void start(
            @Nullable String arguments, Instrumentation instrumentation, Console console)
            throws OptionException {
        String forbidden = Permissions.missing();
        if (forbidden != null) {
            throw new SecurityException(forbidden);
        }
        CurrentOptions current = new CurrentOptions(arguments);
        AgentOptions options = current.now();
        if (!beginsNow()) {
            // As from JAVA_TOOL_OPTIONS and the command line: a class woven twice is refused.
            console.accept("given twice; the options of the first count");
            return;
        }
        Sealed<Instrumentation> sealed = new Sealed<>(instrumentation);
        console.alsoTo(ApplicationLog.of(options, sealed, console));
        AgentThread.prepare();
        DriverListener started = new DriverListener(options, console, sealed);
        boolean watchLocks = options.lockWaits() && instrumentation.isNativeMethodPrefixSupported();
        DriverTransformer transformer = new DriverTransformer(started, watchLocks, instrumentation);
        instrumentation.addTransformer(transformer);
        if (watchLocks) {
            instrumentation.setNativeMethodPrefix(transformer, DriverTransformer.nativePrefix());
        }
        instrumentation.addTransformer(
                new TestListenerInjector(
                        SqliteLeakAgent.class.getClassLoader(), instrumentation, started));
        RunningTests.OF_THIS_JVM.observe(started);
        listener = started;
        attached =
                new Attached(
                        started,
                        new Sealed<>(transformer),
                        new OptionChange(current, started, console, sealed));
        transformer.weaveLoadedDrivers();
    }
}
