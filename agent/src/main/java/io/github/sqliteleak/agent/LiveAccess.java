package io.github.sqliteleak.agent;

import io.github.sqliteleak.held.HeldWarning;
import io.github.sqliteleak.jmx.JmxWatch;
import io.github.sqliteleak.live.LiveSignals;
import io.github.sqliteleak.live.LiveView;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.Sealed;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What others can ask while the JVM runs. */
final class LiveAccess {
    private final LiveView view;
    private final LiveSignals signals;
    private final @Nullable JmxWatch jmx;
    private boolean failed;

    /**
     * @param wanted whether the MBean is
     * @param dump what is open now
     */
    LiveAccess(
            LiveView view,
            LiveSignals signals,
            Sealed<Instrumentation> instrumentation,
            boolean wanted,
            Supplier<@Nullable LeakReport> dump) {
        this.view = view;
        this.signals = signals;
        this.jmx = wanted ? new JmxWatch(instrumentation, view, signals, new Dump(dump)) : null;
    }

    /** Not a lambda: those cost tens of milliseconds at the first one of a JVM. */
    private record Dump(Supplier<@Nullable LeakReport> from) implements Supplier<String> {
        @Override
        public String get() {
            LeakReport report = from.get();
            return report == null ? "{}" : JsonReport.render(report);
        }
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
    Consumer<HeldWarning> heldWarnings(Consumer<String> console) {
        return warning -> {
            console.accept(warning.text());
            if (signals.isHeard()) {
                signals.held(warning.text(), warning.connection(), view.line(warning.where()));
            }
        };
    }
}
