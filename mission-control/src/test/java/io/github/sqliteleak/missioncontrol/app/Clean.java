package io.github.sqliteleak.missioncontrol.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens, writes and closes as it should. */
public final class Clean {
    private Clean() {}

    public static void main(String[] arguments) throws SQLException {
        for (int i = 0; i < 3; i++) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:clean.db");
                    Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode=wal");
                statement.execute("create table if not exists t(a)");
                statement.execute("begin immediate");
                statement.execute("insert into t values(1)");
                statement.execute("commit");
            }
        }
    }
}
