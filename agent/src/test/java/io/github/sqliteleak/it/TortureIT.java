package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Torturer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs under the agent share a database, leak, and are killed or end, each in a way of its own: no
 * row is lost that was acknowledged, and no transaction is torn. {@code -Dtorture.rounds=300} has
 * more than one round, and all options of exit work.
 */
class TortureIT {
    private static final int ROUNDS = Integer.getInteger("torture.rounds", 1);
    private static final int COMMITS = 24;
    private static final List<String> OPTIONS =
            List.of("", "on-exit=report", "checkpoint=off", "collected=close", "lock-waits=off");
    private static final List<String> DRIVERS =
            List.of(Build.DRIVER, "3.45.3.0", "3.36.0.3", "3.21.0.1");

    @TempDir Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void losesNothingThatWasAcknowledged() throws Exception {
        int acknowledged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path own = Files.createDirectory(folder.resolve("round-" + round));
            acknowledged += round(own, round);
        }
        if (ROUNDS > 1) {
            System.err.println(ROUNDS + " rounds, " + acknowledged + " transactions, none lost");
        }
    }

    private static int round(Path own, int round) throws SQLException, IOException {
        make(own, round % 2 == 0 ? "wal" : "delete");
        String options = OPTIONS.get(round % OPTIONS.size());
        // SQLite of 3.21 and of 3.54 side by side is no case of ours.
        String driver = DRIVERS.get(round / OPTIONS.size() % DRIVERS.size());
        List<RunningJvm> jvms = new ArrayList<>();
        String[] ends = {"exit", "throw", "wait", "wait"};
        for (int i = 0; i < ends.length; i++) {
            String id = Integer.toString(4 * round + i);
            jvms.add(
                    ForkedJvm.in(own, Torturer.class)
                            .on(Jdks.all().get(round % Jdks.all().size()))
                            .driver(driver)
                            .agent(options + (options.isEmpty() ? "" : ",") + "console=off")
                            .arguments(id, Integer.toString(COMMITS), ends[i])
                            .start());
        }
        jvms.get(2).awaitOutput("did " + (4 * round + 2) + ' ' + (5 + round % 15));
        EndedJvm killed = jvms.get(2).kill();
        EndedJvm terminated =
                jvms.get(3).awaitOutput("did " + (4 * round + 3) + ' ' + 9).signal("TERM").end();
        EndedJvm exited = jvms.get(0).end().hasStatus(7);
        EndedJvm thrown = jvms.get(1).end().hasStatus(1);

        Set<String> acknowledged = new HashSet<>();
        for (EndedJvm jvm : List.of(killed, terminated, exited, thrown)) {
            jvm.out().lines().filter(line -> line.startsWith("did ")).forEach(acknowledged::add);
        }
        Set<String> there = committed(own);
        String which = "round " + round + ' ' + options + ' ' + driver;
        assertThat(there).as(which).containsAll(acknowledged);
        return acknowledged.size();
    }

    private static void make(Path own, String journalMode) throws SQLException {
        try (Connection connection = open(own);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=" + journalMode);
            statement.execute("CREATE TABLE w (id, n, part, checksum)");
        }
    }

    /** The transactions that are there, all of them whole. */
    private static Set<String> committed(Path own) throws SQLException {
        Set<String> there = new HashSet<>();
        try (Connection connection = open(own);
                Statement statement = connection.createStatement()) {
            ResultSet check = statement.executeQuery("PRAGMA integrity_check");
            assertThat(check.getString(1)).isEqualTo("ok");
            ResultSet rows =
                    statement.executeQuery(
                            "SELECT id, n, count(*), sum(checksum) FROM w GROUP BY id, n");
            while (rows.next()) {
                long id = rows.getLong(1);
                long n = rows.getLong(2);
                assertThat(rows.getInt(3)).as("rows of %s %s", id, n).isEqualTo(3);
                long sum = 3 * Torturer.checksum(id, n, 0) + 3;
                assertThat(rows.getLong(4)).as("checksums of %s %s", id, n).isEqualTo(sum);
                there.add("did " + id + ' ' + n);
            }
        }
        return there;
    }

    private static Connection open(Path own) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + own.resolve("shared.db") + "?busy_timeout=60000");
    }
}
