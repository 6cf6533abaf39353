#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   a batch that fails throws BatchUpdateException, whose update counts say which rows are in.
# seen:    only Statement.executeBatch does. PreparedStatement.executeBatch throws a plain SQLiteException without
#          counts, while in autocommit mode the rows before the failed one are in the table for good; so a catch of
#          BatchUpdateException never runs.
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
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            run(connection, "CREATE TABLE item (code UNIQUE)");
            String plain = "none";
            try (Statement statement = connection.createStatement()) {
                for (int code : new int[] {1, 2, 2, 3}) {
                    statement.addBatch("INSERT INTO item VALUES (" + code + ")");
                }
                statement.executeBatch();
            } catch (SQLException e) {
                plain = kind(e) + ", rows in: " + value(connection, "SELECT group_concat(code) FROM item");
            }
            run(connection, "DELETE FROM item");
            String prepared = "none";
            PreparedStatement statement = connection.prepareStatement("INSERT INTO item VALUES (?)");
            try {
                for (int code : new int[] {1, 2, 2, 3}) {
                    statement.setInt(1, code);
                    statement.addBatch();
                }
                statement.executeBatch();
            } catch (SQLException e) {
                prepared = kind(e) + ", rows in: " + value(connection, "SELECT group_concat(code) FROM item");
            }
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "BatchUpdateException from both",
                    "Statement: " + plain + "; PreparedStatement: " + prepared,
                    "Statement: BatchUpdateException, rows in: 1,2; PreparedStatement: SQLiteException, rows in: 1,2");
        }
    }

    static String kind(SQLException e) {
        return e.getClass().getSimpleName();
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
