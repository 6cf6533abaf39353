#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   a second executeQuery on the same Statement closes the first ResultSet, as JDBC says; reading on in it
#          throws.
# seen:    the driver has one ResultSet for a Statement and gives it out again: the first one stays open and goes on
#          with the rows of the second query. A loop over orders that asks for their lines on the same Statement reads
#          lines as orders and ends early, without an error.
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
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            ResultSet orders = statement.executeQuery("SELECT 'order 1' UNION ALL SELECT 'order 2'");
            orders.next();
            ResultSet lines = statement.executeQuery("SELECT 'line 1' UNION ALL SELECT 'line 2'");
            String seen;
            try {
                seen = "same object: " + (orders == lines) + ", closed: " + orders.isClosed()
                        + ", next order: " + (orders.next() ? orders.getString(1) : "none");
            } catch (SQLException closed) {
                seen = "closed";
            }
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(), "closed", seen,
                    "same object: true, closed: false, next order: line 1");
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
