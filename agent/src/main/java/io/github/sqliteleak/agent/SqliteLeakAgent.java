package io.github.sqliteleak.agent;

import io.github.sqliteleak.registry.RunningTests;
import io.github.sqliteleak.weave.DriverTransformer;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Entry of {@code -javaagent}. Does next to nothing until the first class of sqlite-jdbc is loaded.
 */
public final class SqliteLeakAgent {
    private static final int WRONG_USE = 2;

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private SqliteLeakAgent() {}

    /**
     * Called by the JVM before {@code main}. Options that cannot be used end the JVM with status 2
     * and a line on standard error; an exception here would end it with an abort and a page of
     * noise.
     *
     * @param arguments see the options in the README
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        Console console = new Console(System.err);
        try {
            AgentOptions options = AgentOptions.parse(arguments);
            if (!STARTED.compareAndSet(false, true)) {
                // As from JAVA_TOOL_OPTIONS and the command line: a class woven twice is refused.
                console.accept("given twice; the options of the first count");
                return;
            }
            DriverListener listener = new DriverListener(options, console, instrumentation);
            boolean watchLocks =
                    options.lockWaits() && instrumentation.isNativeMethodPrefixSupported();
            DriverTransformer transformer = new DriverTransformer(listener, watchLocks);
            instrumentation.addTransformer(transformer);
            if (watchLocks) {
                instrumentation.setNativeMethodPrefix(
                        transformer, DriverTransformer.nativePrefix());
            }
            instrumentation.addTransformer(
                    new FarLauncher(
                            SqliteLeakAgent.class.getClassLoader(), instrumentation, listener));
            RunningTests.OF_THIS_JVM.observe(listener);
        } catch (OptionException e) {
            console.accept(e.line());
            Runtime.getRuntime().halt(WRONG_USE);
        } catch (Throwable t) {
            console.accept("cannot start, nothing is tracked: " + t);
        }
    }
}
