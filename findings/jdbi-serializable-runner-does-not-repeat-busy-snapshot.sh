#!/bin/sh
# version: jdbi3-core 3.55.0, sqlite-jdbc 3.54.1.0
# guess:   SerializableTransactionRunner runs a transaction again that failed since another one had written in between
#          (SQLITE_BUSY_SNAPSHOT).
# seen:    it repeats on SQLState 40001 only, and exceptions of sqlite-jdbc have no SQLState at all: one attempt, and
#          the failure reaches the caller. All that decides by SQLState (Spring's translator as well) is blind to this
#          driver.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<'EOF'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.jdbi</groupId><artifactId>jdbi3-core</artifactId><version>3.55.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.sql.*;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;

class Finding {
    private static int attempts;

    public static void main(String[] args) throws Exception {
        String url = "jdbc:sqlite:" + args[0] + "/data.db";
        try (Connection other = DriverManager.getConnection(url)) {
            run(other, "PRAGMA journal_mode = WAL", "CREATE TABLE note (text)");
            Jdbi jdbi = Jdbi.create(url);
            jdbi.setTransactionHandler(new SerializableTransactionRunner());
            String seen;
            try {
                jdbi.useTransaction(handle -> {
                    attempts++;
                    handle.createQuery("SELECT count(*) FROM note").mapTo(Integer.class).one();
                    if (attempts == 1) {
                        run(other, "INSERT INTO note VALUES ('theirs')");
                    }
                    handle.execute("INSERT INTO note VALUES ('ours')");
                });
                seen = "committed";
            } catch (RuntimeException e) {
                SQLException cause = (SQLException) e.getCause();
                seen = ((org.sqlite.SQLiteException) cause).getResultCode().name() + ", SQLState " + cause.getSQLState();
            }
            check("jdbi3-core 3.55.0, sqlite-jdbc " + other.getMetaData().getDriverVersion(),
                    "attempt 2: committed", "attempt " + attempts + ": " + seen,
                    "attempt 1: SQLITE_BUSY_SNAPSHOT, SQLState null");
        }
    }

    static void check(String version, String guess, String seen, String expected) {
        System.out.println("version: " + version);
        System.out.println("guess:   " + guess);
        System.out.println("seen:    " + seen);
        if (!seen.equals(expected)) {
            System.out.println("The behaviour has changed; it was: " + expected);
            System.exit(1);
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "no row";
        }
    }
}
EOF
java -cp "$work/lib/*" "$work/Finding.java" "$work"
