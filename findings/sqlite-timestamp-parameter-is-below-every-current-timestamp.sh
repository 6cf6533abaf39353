#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   DELETE ... WHERE at > ? with a Timestamp of the year 2999 deletes nothing from a table whose column is
#          TIMESTAMP DEFAULT CURRENT_TIMESTAMP.
# seen:    all rows are deleted. CURRENT_TIMESTAMP stores a text, setTimestamp binds milliseconds as an integer, and
#          SQLite sorts every integer below every text, so at > ? is always true and at < ? never: a clean-up of old
#          sessions deletes nothing, and a check for future ones finds all. Reading the column by getTimestamp works
#          meanwhile and hides it.
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
            run(connection,
                    "CREATE TABLE session (id INTEGER PRIMARY KEY, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)",
                    "INSERT INTO session (id) VALUES (1), (2), (3)");
            Timestamp far = Timestamp.valueOf("2999-01-01 00:00:00");
            int older = delete(connection, "DELETE FROM session WHERE at < ?", far);
            int younger = delete(connection, "DELETE FROM session WHERE at > ?", far);
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "older than the year 2999: 3, younger: 0",
                    "older than the year 2999: " + older + ", younger: " + younger,
                    "older than the year 2999: 0, younger: 3");
        }
    }

    static int delete(Connection connection, String sql, Timestamp at) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setTimestamp(1, at);
            return delete.executeUpdate();
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
