package io.github.sqliteleak.agent;

import io.github.sqliteleak.weave.WeavingListener;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Begins the session with the first driver; until then a JVM without SQLite pays for nothing. */
final class DriverListener implements WeavingListener {
    private final AgentOptions options;
    private final Console console;
    private final Instrumentation instrumentation;
    private final long jvmStartMillis = System.currentTimeMillis();
    private @Nullable Session session;

    DriverListener(AgentOptions options, Console console, Instrumentation instrumentation) {
        this.options = options;
        this.console = console;
        this.instrumentation = instrumentation;
    }

    @Override
    public synchronized void weaving(@Nullable String version, boolean locks) {
        if (session == null) {
            session = new Session(options, console, instrumentation, jvmStartMillis);
        }
        session.add(version, locks);
    }

    @Override
    public void notWoven(@Nullable String version, String reason) {
        console.accept(
                "sqlite-jdbc"
                        + (version == null ? "" : " " + version)
                        + " is not tracked: "
                        + reason);
    }
}
