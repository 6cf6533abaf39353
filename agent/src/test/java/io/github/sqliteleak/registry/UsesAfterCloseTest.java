package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.SeparateThread;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsesAfterCloseTest {
    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of("*/no.db"))));
    private final UsesAfterClose uses = registry.usesAfterClose();

    @Test
    void keepsWhereItWasClosedAndUsedAfterwards() {
        TrackedConnection connection = open("a.db");
        close(connection);

        uses.failed(connection, "SELECT 1", new SQLException());

        assertThat(uses.first())
                .singleElement()
                .satisfies(
                        use -> {
                            assertThat(use.connectionId()).isEqualTo(connection.id());
                            assertThat(use.sql()).isEqualTo("SELECT 1");
                            assertThat(use.closing().thread()).isEqualTo(use.useThread());
                            assertThat(methods(use.closing().stack())).contains("close");
                            assertThat(methods(use.use())).doesNotContain("close");
                        });
    }

    @Test
    void hasNothingOfAnOpenOneAndOfOneThatIsExcludedOrThatTheAgentHasClosed() {
        TrackedConnection open = open("a.db");
        TrackedConnection excluded = open("/x/no.db");
        close(excluded);
        TrackedConnection closedByAgent = open("a.db");
        SeparateThread.run("close", () -> close(closedByAgent));

        for (TrackedConnection connection : List.of(open, excluded, closedByAgent)) {
            uses.failed(connection, null, new SQLException());
        }

        assertThat(uses.first()).isEmpty();
        assertThat(uses.count()).isZero();
    }

    @Test
    void hasNothingOfOneThatCouldNotBeClosed() {
        TrackedConnection connection = open("a.db");
        registry.closings().closing(connection);
        registry.closings().notClosed(connection);

        uses.failed(connection, null, new SQLException());

        assertThat(uses.first()).isEmpty();
    }

    @Test
    void countsAFailureOnceThoughSeveralHooksSeeIt() {
        TrackedConnection connection = open("a.db");
        close(connection);
        SQLException failure = new SQLException();

        uses.failed(connection, null, failure);
        uses.failed(connection, "SELECT 1", failure);

        assertThat(uses.count()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstFewOfEachConnection() {
        TrackedConnection connection = open("a.db");
        close(connection);
        for (int i = 0; i < 1_000; i++) {
            uses.failed(connection, null, new SQLException());
        }

        assertThat(uses.first()).hasSize(3);
        assertThat(uses.count()).isEqualTo(1_000);
    }

    @Test
    void forgetsTheStackOfOneThatManyWereClosedAfter() {
        TrackedConnection connection = open("a.db");
        close(connection);
        for (int i = 0; i < 2_000; i++) {
            close(open("a.db"));
        }

        uses.failed(connection, null, new SQLException());

        assertThat(uses.first().get(0).closing().stack().frames()).isEmpty();
    }

    @Test
    void capturesTheStacksOfSomeWhereVeryManyAreClosed() {
        int closed = 0;
        while (closedNow().closing().stack() != CapturedStack.NONE) {
            closed++;
        }

        assertThat(closed).isGreaterThanOrEqualTo(4_096);
    }

    private TrackedConnection closedNow() {
        TrackedConnection connection = open("a.db");
        close(connection);
        return connection;
    }

    @Test
    void keepsNothingOfAClosedOneThatIsGone() throws InterruptedException {
        TrackedConnection connection = open("a.db");
        close(connection);
        WeakReference<Object> closing = new WeakReference<>(connection.closing());
        connection = null;

        Await.until(
                "the note is gone",
                () -> {
                    System.gc();
                    return closing.get() == null;
                });
    }

    private TrackedConnection open(String file) {
        TrackedConnection opened = registry.handleOpened(new Object(), file, 6, Set.of(), null);
        registry.connected(opened, new Object(), "jdbc:sqlite:" + file);
        return opened;
    }

    private void close(TrackedConnection connection) {
        registry.closings().closing(connection);
        registry.closings().handleClosed(connection);
    }

    private static List<String> methods(CapturedStack stack) {
        return stack.frames().stream().map(StackTraceElement::getMethodName).toList();
    }
}
