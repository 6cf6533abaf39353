package io.github.sqliteleak.agent;

import io.github.sqliteleak.registry.TestPlanObserver;
import io.github.sqliteleak.weave.WeavingListener;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Begins the session with the first driver or the first test plan; until then a JVM pays for
 * nothing.
 */
final class DriverListener implements WeavingListener, TestPlanObserver {
    private final AgentOptions options;
    private final Console console;
    private final Instrumentation instrumentation;
    private final long jvmStartMillis = System.currentTimeMillis();
    private final AtomicBoolean told = new AtomicBoolean();
    private @Nullable Session session;

    DriverListener(AgentOptions options, Console console, Instrumentation instrumentation) {
        this.options = options;
        this.console = console;
        this.instrumentation = instrumentation;
    }

    @Override
    public void weaving(@Nullable String version, boolean locks) {
        session().add(version, locks);
    }

    private synchronized Session session() {
        if (session == null) {
            session = new Session(options, console, instrumentation, jvmStartMillis);
        }
        return session;
    }

    @Override
    public void began() {
        session().planBegan();
    }

    @Override
    public void ended() {
        session().planEnded();
    }

    @Override
    public void failed(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            console.accept("cannot follow the tests, their names are missing: " + failure);
        }
    }

    @Override
    public void notWoven(@Nullable String version, String reason) {
        console.accept(
                "sqlite-jdbc"
                        + (version == null ? "" : " " + version)
                        + " is not tracked: "
                        + reason);
        session().addUntracked(version);
    }
}
