package io.github.sqliteleak.jmx;

import io.github.sqliteleak.live.LiveSignals;
import io.github.sqliteleak.live.LiveView;
import io.github.sqliteleak.system.Sealed;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the JVM to have an MBean server, and registers the MBean there. Nobody can read one
 * before there is a server, whoever asks for the platform's one, be it the attaching console, makes
 * it, and that loads {@value #FACTORY}. So a JVM that nobody asks never loads the module {@code
 * java.management} because of the agent.
 */
public final class JmxWatch implements ClassFileTransformer {
    private static final String FACTORY = "javax/management/MBeanServerFactory";

    private final Sealed<Instrumentation> instrumentation;
    private final LiveView view;
    private final LiveSignals signals;
    private final Supplier<String> dump;
    private volatile boolean seen;
    private boolean started;
    private boolean registered;

    /**
     * @param dump what the operation of that name returns
     */
    public JmxWatch(
            Sealed<Instrumentation> instrumentation,
            LiveView view,
            LiveSignals signals,
            Supplier<String> dump) {
        this.dump = dump;
        this.instrumentation = instrumentation;
        this.view = view;
        this.signals = signals;
    }

    /** Begins to wait: looks through the JDK's loaded classes. */
    private void start() {
        instrumentation.open().addTransformer(this);
        for (Class<?> loaded : instrumentation.open().getInitiatedClasses(null)) {
            if (loaded.getName().equals(FACTORY.replace('/', '.'))) {
                seen = true;
            }
        }
    }

    /** Changes no class. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null && FACTORY.equals(name)) {
            seen = true;
        }
        return null;
    }

    /**
     * Registers when there is a server and a connection. To be called twice a second, by a thread
     * of the agent's: the first call takes a tenth of a millisecond.
     */
    public void look() {
        if (!started) {
            started = true;
            start();
        }
        if (seen && !registered && view.hasConnections()) {
            registered = Registration.attempt(view, signals, dump);
            if (registered) {
                instrumentation.open().removeTransformer(this);
            }
        }
    }
}
