package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.sql.SqlMask;
import io.github.sqliteleak.weave.BusyHandlerClass;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * Held against a driver that is not woven: what the hooks would do is done here. SQLite gives a
 * timeout of 0 while it calls a handler.
 */
class BusyHandlersTest {
    @TempDir Path folder;

    private static final ConnectionRegistry REGISTRY =
            new ConnectionRegistry(new TrackingPolicy(true, new Exclusions(List.of())));

    /** One for all: it defines classes in the driver's package. */
    private static final BusyHandlers BUSY =
            new BusyHandlers(new LockWatch(REGISTRY, 64, SqlMask::mask), new Classes());

    private final List<SQLiteConnection> connections = new ArrayList<>();

    private record Opened(SQLiteConnection connection, TrackedConnection tracked) {}

    private static final class Classes implements BusyWeaving {
        @Override
        public byte[] waiting() {
            return BusyHandlerClass.waiting();
        }

        @Override
        public byte[] asking() {
            return BusyHandlerClass.asking();
        }

        @Override
        public String nativeName(String method) {
            return method;
        }
    }

    @AfterEach
    void close() throws SQLException {
        for (SQLiteConnection connection : connections) {
            connection.close();
        }
        for (TrackedConnection tracked : REGISTRY.open()) {
            REGISTRY.closings().handleClosed(tracked);
        }
    }

    @Test
    void theFirstStatementPutsTheHandlerInForce() throws Exception {
        Opened opened = open();
        assertThat(opened.tracked().isResting()).isTrue();
        assertThat(nativeTimeout(opened)).isEqualTo(3000);
        assertThat(refersToAHandler(opened)).isFalse();

        BUSY.wake(opened.tracked());

        assertThat(opened.tracked().isResting()).isFalse();
        assertThat(nativeTimeout(opened)).isZero();
        assertThat(refersToAHandler(opened)).isTrue();
    }

    @Test
    void nothingRefersToAHandlerOfAConnectionThatIsNotUsed() throws Exception {
        Opened opened = openAwake();

        rest();

        Await.until("it rests", () -> opened.tracked().isResting());
        assertThat(nativeTimeout(opened)).isEqualTo(3000);
        assertThat(refersToAHandler(opened)).isFalse();
        BUSY.wake(opened.tracked());
        assertThat(refersToAHandler(opened)).isTrue();
    }

    @Test
    void leavesAloneWhatWasJustUsedOrRuns() throws Exception {
        Opened running = openAwake();
        running.tracked().enter(null);
        Opened preparing = openAwake();
        preparing.tracked().preparing("select 1");
        Opened used = openAwake();
        Opened idle = openAwake();
        long before = idle.tracked().lastUseNanos() + 1;
        Await.until("it is used later", () -> use(used) - before > 0);

        BUSY.rest(REGISTRY.open(), before);

        Await.until("the idle one rests", () -> idle.tracked().isResting());
        assertThat(refersToAHandler(running)).isTrue();
        assertThat(refersToAHandler(preparing)).isTrue();
        assertThat(refersToAHandler(used)).isTrue();
    }

    @Test
    void doesNotBlockWhereAnotherThreadIsInsideTheHandle() throws Exception {
        Opened blocked = openAwake();
        Opened other = openAwake();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread application =
                new Thread(
                        () -> {
                            synchronized (blocked.connection().getDatabase()) {
                                inside.countDown();
                                awaitQuietly(leave);
                            }
                        });
        application.start();
        inside.await();

        Await.until(
                "the other one rests",
                () -> {
                    rest();
                    return other.tracked().isResting();
                });
        assertThat(blocked.tracked().isResting()).isFalse();

        leave.countDown();
        application.join();
        Await.until("it rests, too", () -> blocked.tracked().isResting());
    }

    @Test
    void leavesAHandlerOfTheApplicationsInForce() throws Exception {
        Opened opened = openAwake();
        assertThat(BUSY.handlerSet(opened.tracked(), new Own())).isTrue();
        Opened other = openAwake();

        rest();

        Await.until("the other one rests", () -> other.tracked().isResting());
        assertThat(refersToAHandler(opened)).isTrue();
        assertThat(nativeTimeout(opened)).isZero();
    }

    @Test
    void keepsTheTimeoutThatIsSetMeanwhile() throws Exception {
        Opened opened = open();

        assertThat(BUSY.timeoutSet(opened.tracked(), 70)).isTrue();
        assertThat(nativeTimeout(opened)).isZero();
        rest();

        Await.until("it rests", () -> !refersToAHandler(opened));
        assertThat(nativeTimeout(opened)).isEqualTo(70);
    }

    @Test
    void nothingRefersToAHandlerWhereSqliteIsNotToWait() throws Exception {
        Opened opened = openAwake();

        assertThat(BUSY.timeoutSet(opened.tracked(), 0)).isFalse();

        assertThat(refersToAHandler(opened)).isFalse();
    }

    @Test
    void aHandleThatWasClosedUnseenIsNoError() throws Exception {
        Opened opened = openAwake();
        Opened other = openAwake();
        opened.connection().close();

        rest();

        Await.until("the other one rests", () -> other.tracked().isResting());
        BUSY.wake(opened.tracked());
        assertThat(opened.tracked().isResting()).isFalse();
    }

    private static long use(Opened opened) {
        opened.tracked().enter(null);
        opened.tracked().leave();
        return opened.tracked().lastUseNanos();
    }

    private Opened openAwake() throws Exception {
        Opened opened = open();
        BUSY.wake(opened.tracked());
        return opened;
    }

    private Opened open() throws Exception {
        String file = folder.resolve("a.db").toString();
        SQLiteConnection connection =
                (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + file);
        connections.add(connection);
        DB handle = connection.getDatabase();
        TrackedConnection tracked = REGISTRY.handleOpened(handle, file, 6, Set.of(), null);
        REGISTRY.connected(tracked, connection, "jdbc:sqlite:" + file);
        BUSY.opened(tracked, MethodHandles.privateLookupIn(DB.class, MethodHandles.lookup()));
        return new Opened(connection, tracked);
    }

    private void rest() {
        BUSY.rest(REGISTRY.open(), System.nanoTime() + 1);
    }

    private static int nativeTimeout(Opened opened) throws SQLException {
        try (Statement statement = opened.connection().createStatement();
                ResultSet row = statement.executeQuery("PRAGMA busy_timeout")) {
            return row.getInt(1);
        }
    }

    /** Whether native code keeps a handler. */
    private static boolean refersToAHandler(Opened opened) {
        DB handle = opened.connection().getDatabase();
        synchronized (handle) {
            try {
                Field kept = handle.getClass().getDeclaredField("busyHandler");
                kept.setAccessible(true);
                return kept.getLong(handle) != 0;
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Own extends BusyHandler {
        @Override
        protected int callback(int attempt) {
            return 0;
        }
    }
}
