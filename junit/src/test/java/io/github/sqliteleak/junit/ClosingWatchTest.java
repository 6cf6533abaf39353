package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.InUse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sqlite.SQLiteConnection;

@Timeout(60)
class ClosingWatchTest {
    @Test
    void interruptsWhatStillRunsOnAConnectionThatWasHandedOut() {
        InUse.ENDS.clear();

        Outcomes outcomes = Outcomes.of(InUse.ByEndlessSql.class);

        assertThat(outcomes.counts()).containsOnlyKeys(Outcomes.PASSED);
        assertThat(outcomes.byName()).hasSize(4);
        assertThat(InUse.ENDS)
                .extracting(Throwable::getMessage)
                .hasSize(3)
                .allMatch(message -> message.startsWith("[SQLITE_INTERRUPT]"));
    }

    @Test
    void givesUpWhenItCannotBeInterrupted() throws Exception {
        Outcomes outcomes = Outcomes.of(InUse.ByCode.class);

        Path file = InUse.FILES.get(0);
        assertThat(outcomes.of("file(Connection, Path)"))
                .startsWith(
                        "cannot close a connection that the test was given: thread \"worker\" still"
                                + " uses it, and could not be interrupted for 2 s\n"
                                + "  fix: let it end before the test does\n"
                                + "cannot delete the test's database, it is kept until the JVM ends: "
                                + file);
        assertThat(file).exists();
        assertThat(outcomes.of("three(Connection, Connection, Connection)"))
                .as("one limit for all of them")
                .isEqualTo(
                        "cannot close 3 connections that the test was given: thread \"worker\""
                                + " still uses them, and could not be interrupted for 2 s\n"
                                + "  fix: let it end before the test does");
        InUse.ENOUGH.countDown();
        Removal.ofDatabase(file).run();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void interruptsNobodyWhenNobodyIsSeenInTheWay() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Closing closing = new Closing(connection);

            closing.interrupt();

            assertThat(closing.inTheWay()).as("before its thread has begun").isNull();
            Thread closer = new Thread(() -> run(closing), "closer");
            synchronized (connection.unwrap(SQLiteConnection.class).getDatabase()) {
                closer.start();
                while (closing.inTheWay() == null) {
                    closing.interrupt();
                    Thread.onSpinWait();
                }
            }
            closer.join();
            assertThat(closing.inTheWay())
                    .isEqualTo("thread \"" + Thread.currentThread().getName() + '"');
        }
    }

    private static void run(Closing closing) {
        try {
            closing.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void closesForATestThatEndsInterrupted() {
        Outcomes outcomes = Outcomes.of(InUse.Interrupted.class);

        assertThat(outcomes.counts()).containsOnlyKeys(Outcomes.PASSED);
        assertThat(InUse.GIVEN).hasSize(3).allSatisfy(each -> assertThat(each.isClosed()).isTrue());
    }
}
