package io.github.sqliteleak.agent;

import io.github.sqliteleak.jmx.JmxWatch;
import io.github.sqliteleak.live.LiveSignals;
import io.github.sqliteleak.live.LiveView;
import io.github.sqliteleak.system.Guard;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What others can ask while the JVM runs. */
final class LiveAccess {
    private final LiveSignals signals;
    private final @Nullable JmxWatch jmx;
    private boolean failed;

    /**
     * @param wanted whether the MBean is
     */
    LiveAccess(
            LiveView view, LiveSignals signals, Instrumentation instrumentation, boolean wanted) {
        this.signals = signals;
        this.jmx = wanted ? new JmxWatch(instrumentation, view, signals) : null;
    }

    /** To be called twice a second, by one thread. */
    void look() {
        JmxWatch watch = jmx;
        if (watch != null && !failed) {
            try {
                watch.look();
            } catch (RuntimeException | Error e) {
                // Once: what fails would go on to.
                failed = true;
                Guard.caught(e);
            }
        }
    }

    /** The printer of warnings about held connections, which listeners get as well. */
    Consumer<String> heldWarnings(Consumer<String> console) {
        return text -> {
            console.accept(text);
            signals.held(text);
        };
    }
}
