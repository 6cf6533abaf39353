package io.github.sqliteleak.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.report.ConnectionUse;
import io.github.sqliteleak.sql.SqlInReports;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who works with a connection when the JVM ends, and who has let it go. */
class InUseTest {
    private static final Blame BLAME = new Blame(() -> new Class<?>[] {InUseTest.class}, null);

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final AtomicReference<@Nullable TrackedConnection> opened = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** Kept, so that nobody takes it for collected. */
    private final Object object = new Object();

    @AfterEach
    void end() {
        end.countDown();
    }

    @Test
    void isInUseWhileAThreadIsInsideAStatement() {
        TrackedConnection connection = openedBy(this::openAndRun);

        ConnectionUse use = useOf(connection, 1_500);

        assertThat(use).isNotNull();
        assertThat(use.thread()).isEqualTo("worker");
        assertThat(use.sql()).isEqualTo("select ?");
        assertThat(use.running()).isNotNull().isGreaterThanOrEqualTo(millis(1_400));
    }

    @Test
    void isInUseWhereItWasJustUsedAndItsOpenerIsStillThere() {
        TrackedConnection connection = openedBy(this::openAndWait);

        ConnectionUse use = useOf(connection, 0);

        assertThat(use).isNotNull();
        assertThat(use.thread()).isEqualTo("worker");
        assertThat(use.running()).isNull();
    }

    @Test
    void isNotWhereItsOpenerHasNotUsedItForLong() {
        assertThat(useOf(openedBy(this::openAndWait), 1_000)).isNull();
    }

    @Test
    void isNotWhereItsOpenerHasGoneOn() {
        Runnable goesOn =
                () -> {
                    opensForOthers();
                    await();
                };

        assertThat(useOf(openedBy(goesOn), 0)).isNull();
    }

    @Test
    void isNotWhereItsOpenerHasEnded() {
        TrackedConnection connection = openedBy(this::opensForOthers);
        Await.until("the thread ends", () -> connection.thread() == null);

        assertThat(useOf(connection, 0)).isNull();
    }

    private TrackedConnection openedBy(Runnable work) {
        Thread worker = new Thread(work, "worker");
        worker.setDaemon(true);
        worker.start();
        Await.until("it is open", () -> opened.get() != null);
        TrackedConnection connection = opened.get();
        Await.until(
                "it waits", () -> !worker.isAlive() || worker.getState() == Thread.State.WAITING);
        return connection;
    }

    private void openAndRun() {
        TrackedConnection connection =
                registry.handleOpened(new Object(), "a.db", 6, Set.of(), null);
        registry.connected(connection, object, "jdbc:sqlite:a.db");
        connection.enter(registry.prepared(connection, "select 1"));
        opened.set(connection);
        await();
    }

    private void openAndWait() {
        TrackedConnection connection =
                registry.handleOpened(new Object(), "a.db", 6, Set.of(), null);
        registry.connected(connection, object, "jdbc:sqlite:a.db");
        opened.set(connection);
        await();
    }

    private void opensForOthers() {
        TrackedConnection connection =
                registry.handleOpened(new Object(), "a.db", 6, Set.of(), null);
        registry.connected(connection, object, "jdbc:sqlite:a.db");
        opened.set(connection);
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Asked so long after the last use. */
    private static @Nullable ConnectionUse useOf(TrackedConnection connection, int after) {
        long now = connection.lastUseNanos() + millis(after).toNanos();
        return new InUse(BLAME, SqlInReports.MASKED, now).of(connection);
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }
}
