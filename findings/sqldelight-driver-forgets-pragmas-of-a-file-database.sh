#!/bin/sh
# version: SQLDelight sqlite-driver 2.3.2, sqlite-jdbc 3.54.1.0
# guess:   driver.execute("PRAGMA foreign_keys = ON") holds for what the same driver object executes afterwards.
# seen:    for a file, JdbcSqliteDriver opens a connection for each statement outside a transaction and closes it
#          again: the PRAGMA is gone with it and an orphan gets in, and a temp table is not there for the next call.
#          With a database in memory, as in tests, the driver keeps one connection and the same code refuses the
#          orphan.
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
    <dependency><groupId>app.cash.sqldelight</groupId><artifactId>sqlite-driver</artifactId><version>2.3.2</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.sql.*;

import app.cash.sqldelight.driver.jdbc.sqlite.JdbcSqliteDriver;
import java.util.Properties;

class Finding {
    public static void main(String[] args) throws Exception {
        String seen = "in memory: " + orphan("jdbc:sqlite:") + ", file: " + orphan("jdbc:sqlite:" + args[0] + "/data.db");
        check("SQLDelight sqlite-driver 2.3.2", "in memory: refused, file: refused", seen,
                "in memory: refused, file: inserted");
    }

    static String orphan(String url) throws Exception {
        JdbcSqliteDriver driver = new JdbcSqliteDriver(url, new Properties());
        try {
            for (String sql : new String[] {
                "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
                "CREATE TABLE child (parent_id REFERENCES parent)",
                "PRAGMA foreign_keys = ON",
                "INSERT INTO child VALUES (99)"
            }) {
                driver.execute(null, sql, 0, null);
            }
            return "inserted";
        } catch (Exception refused) {
            return String.valueOf(refused.getMessage()).contains("FOREIGN KEY") ? "refused" : "failed: " + refused;
        } finally {
            driver.close();
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
