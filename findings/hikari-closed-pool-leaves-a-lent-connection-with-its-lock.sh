#!/bin/sh
# version: HikariCP 7.1.0 with sqlite-jdbc 3.54.1.0
# guess:   HikariDataSource.close() aborts what is lent, so nothing is left of the pool afterwards: a transaction that a
#          borrower has begun is rolled back, and its lock is gone.
# seen:    Hikari calls Connection.abort, which does nothing in sqlite-jdbc, and forgets the connection. The
#          connection outlives its pool with its lock: others are refused as before, and the borrower can still commit
#          by the connection of the driver that it has unwrapped.
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
    <dependency><groupId>com.zaxxer</groupId><artifactId>HikariCP</artifactId><version>7.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import com.zaxxer.hikari.HikariDataSource;
import java.sql.*;

import org.sqlite.SQLiteConnection;

class Finding {
    public static void main(String[] args) throws Exception {
        String url = "jdbc:sqlite:" + args[0] + "/data.db";
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(1);
        Connection lent = pool.getConnection();
        SQLiteConnection driver = lent.unwrap(SQLiteConnection.class);
        try (Statement statement = driver.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (a)");
            statement.executeUpdate("BEGIN IMMEDIATE");
            statement.executeUpdate("INSERT INTO t VALUES (1)");
        }

        pool.close();

        try (Connection other = DriverManager.getConnection(url + "?busy_timeout=0");
                Statement statement = other.createStatement()) {
            String write = write(statement);
            try (Statement commit = driver.createStatement()) {
                commit.executeUpdate("COMMIT");
            }
            check("HikariCP 7.1.0, sqlite-jdbc " + other.getMetaData().getDriverVersion(),
                    "pool closed: true, lent: closed, another write: done",
                    "pool closed: " + pool.isClosed() + ", lent: " + (driver.isClosed() ? "closed" : "open")
                            + ", another write: " + write + ", after its COMMIT: " + write(statement),
                    "pool closed: true, lent: open, another write: SQLITE_BUSY, after its COMMIT: done");
        }
        driver.close();
    }

    static String write(Statement statement) throws SQLException {
        try {
            statement.executeUpdate("INSERT INTO t VALUES (2)");
            return "done";
        } catch (org.sqlite.SQLiteException e) {
            return e.getResultCode().name();
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
}
EOF
java -cp "$work/lib/*" "$work/Finding.java" "$work"
