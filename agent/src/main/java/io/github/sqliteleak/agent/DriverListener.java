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
    private @Nullable String untracked;

    DriverListener(AgentOptions options, Console console, Instrumentation instrumentation) {
        this.options = options;
        this.console = console;
        this.instrumentation = instrumentation;
    }

    @Override
    public synchronized void weaving(@Nullable String version) {
        if (session == null) {
            session = new Session(options, console, instrumentation, jvmStartMillis);
        }
        session.add(version);
    }

    @Override
    public void notWoven(@Nullable String version, String reason) {
        String line =
                "sqlite-jdbc"
                        + (version == null ? "" : " " + version)
                        + " is not tracked: "
                        + reason;
        remember(line);
        console.accept(line);
    }

    private synchronized void remember(String line) {
        untracked = line;
    }

    /** Null until a driver was loaded. */
    synchronized @Nullable Session session() {
        return session;
    }

    /** What was said of a driver that is left as it is; null when there is none. */
    synchronized @Nullable String untracked() {
        return untracked;
    }
}
