#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   a busy timeout set by PRAGMA stays in force until somebody sets another one; setQueryTimeout bounds one
#          statement.
# seen:    a statement with a query timeout sets the connection's busy timeout to it, and when it has run the one of the
#          URL, or none, not the one that was in force. After that every lock fails at once, far from the statement that
#          did it.
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
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0] + "/t.db");
                Statement statement = connection.createStatement()) {
            run(connection, "PRAGMA busy_timeout = 5000");
            String seen = value(connection, "PRAGMA busy_timeout");
            statement.setQueryTimeout(2);
            statement.executeQuery("SELECT 1").close();
            seen += " ms, then " + value(connection, "PRAGMA busy_timeout") + " ms";
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(), "5000 ms, then 5000 ms", seen,
                    "5000 ms, then 3000 ms");
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
