#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   executeUpdate of one DELETE gives the same number through a Statement and a PreparedStatement: the rows of
#          the table it names.
# seen:    the Statement also counts what ON DELETE CASCADE (or a trigger) changed: 6 for a parent with five children;
#          the PreparedStatement says 1. A check for exactly one row, as for optimistic locking, passes with one and
#          fails with the other.
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
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.sql.*;

class Finding {
    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:?foreign_keys=on")) {
            run(connection,
                    "CREATE TABLE orders (id INTEGER PRIMARY KEY)",
                    "CREATE TABLE line (id INTEGER PRIMARY KEY, order_id REFERENCES orders ON DELETE CASCADE)",
                    "INSERT INTO orders VALUES (1), (2)",
                    "INSERT INTO line (order_id) VALUES (1), (1), (1), (1), (1), (2), (2), (2), (2), (2)");
            int plain;
            try (Statement statement = connection.createStatement()) {
                plain = statement.executeUpdate("DELETE FROM orders WHERE id = 1");
            }
            int prepared;
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM orders WHERE id = 2")) {
                prepared = statement.executeUpdate();
            }
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(), "Statement 1, PreparedStatement 1",
                    "Statement " + plain + ", PreparedStatement " + prepared, "Statement 6, PreparedStatement 1");
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
