package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/** What {@code locking.md} shows happens, line by line, with the driver itself. */
class LockingPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ""), "../src/site/markdown/locking.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```sql\\n-- (.+?)\\n(.+?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINE = Pattern.compile("([A-C]): (.+?);(?:\\s+-- (.+))?");
    private static final int ATTEMPTS = 3;

    @TempDir Path folder;

    private final Map<String, Actor> actors = new TreeMap<>();

    record Play(String setting, List<String> lines) {
        @Override
        public String toString() {
            return setting + ": " + lines.get(lines.size() - 1);
        }
    }

    /** A connection, how often SQLite has asked it whether to wait, and what it has left open. */
    private static final class Actor {
        final Connection connection;
        final List<Statement> leftOpen = new ArrayList<>();
        int asked;

        Actor(Connection connection) throws SQLException {
            this.connection = connection;
            BusyHandler.setHandler(
                    connection,
                    new BusyHandler() {
                        @Override
                        protected int callback(int before) {
                            asked++;
                            return before < ATTEMPTS ? 1 : 0;
                        }
                    });
        }
    }

    static List<Play> plays() throws IOException {
        String page = Files.readString(PAGE);
        Matcher block = BLOCK.matcher(page);
        List<Play> plays = new ArrayList<>();
        while (block.find()) {
            plays.add(new Play(block.group(1), block.group(2).lines().toList()));
        }
        assertThat(plays).hasSize(page.split("```sql", -1).length - 1).isNotEmpty();
        return plays;
    }

    @ParameterizedTest
    @MethodSource("plays")
    void happens(Play play) throws SQLException {
        open(play.setting());
        try {
            for (String line : play.lines()) {
                Matcher parts = LINE.matcher(line);
                assertThat(parts.matches()).as(line).isTrue();
                Actor actor = actors.get(parts.group(1));
                actor.asked = 0;
                String expected = parts.group(3) == null ? "done" : parts.group(3);
                assertThat(run(actor, parts.group(2), expected)).as(line).isEqualTo(expected);
            }
        } finally {
            for (Actor actor : actors.values()) {
                actor.connection.close();
            }
        }
    }

    private void open(String setting) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        boolean shared = setting.equals("shared cache");
        source.setUrl(
                "jdbc:sqlite:"
                        + (shared ? "file:" : "")
                        + folder.resolve("a.db")
                        + (shared ? "?cache=shared" : ""));
        if (setting.startsWith("WAL")) {
            source.setJournalMode("WAL");
        }
        if (setting.endsWith("transaction_mode=IMMEDIATE")) {
            source.setTransactionMode("IMMEDIATE");
        }
        assertThat(setting)
                .isIn("WAL", "WAL, transaction_mode=IMMEDIATE", "rollback journal", "shared cache");
        for (String name : List.of("A", "B", "C")) {
            actors.put(name, new Actor(source.getConnection()));
        }
        try (Statement statement = actors.get("A").connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (x); INSERT INTO t VALUES (1), (2), (3)");
        }
    }

    private static String run(Actor actor, String what, String expected) throws SQLException {
        try {
            switch (what) {
                case "setAutoCommit(false)" -> actor.connection.setAutoCommit(false);
                case "setAutoCommit(true)" -> actor.connection.setAutoCommit(true);
                case "commit()" -> actor.connection.commit();
                case "close" -> {
                    for (Statement statement : actor.leftOpen) {
                        statement.close();
                    }
                }
                default -> {
                    return what.startsWith("SELECT") || what.contains("checkpoint")
                            ? query(actor, what, expected)
                            : update(actor, what);
                }
            }
            return "done";
        } catch (SQLiteException e) {
            String when = actor.asked == 0 ? " at once" : " after the busy timeout";
            return e.getResultCode().name() + when;
        }
    }

    private static String update(Actor actor, String sql) throws SQLException {
        try (Statement statement = actor.connection.createStatement()) {
            statement.execute(sql);
        }
        return "done";
    }

    private static String query(Actor actor, String sql, String expected) throws SQLException {
        Statement statement = actor.connection.createStatement();
        actor.leftOpen.add(statement);
        ResultSet rows = statement.executeQuery(sql);
        if (sql.contains("checkpoint")) {
            String busy = "busy=" + rows.getInt("busy");
            statement.close();
            return busy;
        }
        assertThat(rows.next()).isTrue();
        if (expected.equals("left open")) {
            return expected;
        }
        while (rows.next()) {
            assertThat(rows.getInt(1)).isPositive();
        }
        if (expected.equals("read to its end, not closed")) {
            return expected;
        }
        statement.close();
        return "done";
    }
}
