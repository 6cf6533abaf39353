package io.github.sqliteleak.agent;

import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.Sealed;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes warnings to the application's own logger as well, for servers whose standard error nobody
 * reads. The logger is called in a thread of the agent's own: whoever warns may be inside the
 * driver, and an appender may be slow, locked, or use SQLite itself. Nothing of the application is
 * kept, loaded or initialised: until it has a logger, warnings wait here.
 */
final class ApplicationLog implements Consumer<String>, Runnable {
    private static final int MOST = 200;

    private final LoggingSystem system;
    private final Supplier<Class<?>[]> loaded;
    private final Consumer<String> console;
    private final Queue<Warning> waiting = new ArrayDeque<>();
    private volatile @Nullable Thread worker;
    private boolean off;
    private long lost;

    /**
     * @param context what the class loader of the thread was that warned, by which an application
     *     among several is known
     */
    private record Warning(String text, WeakReference<@Nullable ClassLoader> context) {}

    /**
     * @param loaded the classes that are loaded in this JVM
     * @param console for the line that says why warnings no longer go to the logger
     */
    ApplicationLog(LoggingSystem system, Supplier<Class<?>[]> loaded, Consumer<String> console) {
        this.system = system;
        this.loaded = loaded;
        this.console = console;
    }

    /** That of these options; null for none. */
    static @Nullable ApplicationLog of(
            AgentOptions options,
            Sealed<Instrumentation> instrumentation,
            Consumer<String> console) {
        LoggingSystem system = options.log();
        return system == null
                ? null
                : new ApplicationLog(system, new Loaded(instrumentation), console);
    }

    private record Loaded(Sealed<Instrumentation> by) implements Supplier<Class<?>[]> {
        @Override
        public Class<?>[] get() {
            return by.open().getAllLoadedClasses();
        }
    }

    /** Returns at once, and never throws. */
    @Override
    public void accept(String text) {
        try {
            Thread here = Thread.currentThread();
            // An appender may use SQLite, too, and what it does there is no news for it.
            if (here != worker) {
                add(text, here.getContextClassLoader());
                look();
            }
        } catch (Throwable t) {
            // No thread, no memory, or a security manager: standard error has the text.
            Guard.caught(t);
        }
    }

    private synchronized void add(String text, @Nullable ClassLoader context) {
        if (off) {
            return;
        }
        if (waiting.size() >= MOST) {
            waiting.remove();
            lost++;
        }
        waiting.add(new Warning(text, new WeakReference<>(context)));
    }

    /** To be called now and then: the logger may be there by now. */
    synchronized void look() {
        if (worker == null && !waiting.isEmpty()) {
            Thread started = AgentThread.of("log", this);
            worker = started;
            started.start();
        }
    }

    @Override
    public void run() {
        try {
            LoggingSystem.Loggers loggers = system.find(loaded.get());
            Warning next;
            while (loggers != null && (next = next()) != null) {
                loggers.warn(next.text(), next.context().get());
            }
        } catch (Throwable t) {
            Guard.caught(t);
            turnOff();
            console.accept(
                    "cannot log to " + system + ", warnings are printed here only: " + cause(t));
        } finally {
            stopped();
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }

    private synchronized @Nullable Warning next() {
        if (lost > 0) {
            String words = lost + " warnings came before there was a logger, and are not shown";
            lost = 0;
            return new Warning(words, new WeakReference<>(null));
        }
        return waiting.poll();
    }

    private synchronized void turnOff() {
        off = true;
        waiting.clear();
    }

    private synchronized void stopped() {
        worker = null;
    }
}
