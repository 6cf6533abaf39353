#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   a double that is written comes back as it was, NaN too, or is refused.
# seen:    SQLite turns NaN into NULL when it is bound, and getDouble reads NULL as 0.0: a measurement that is missing
#          becomes a zero. In a NOT NULL column it fails with a message on NULL that nobody has set. Infinity comes
#          back unharmed.
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
            run(connection, "CREATE TABLE reading (value REAL)");
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(), "NaN, Infinity",
                    thereAndBack(connection, Double.NaN) + ", "
                            + thereAndBack(connection, Double.POSITIVE_INFINITY),
                    "0.0, Infinity");
        }
    }

    static double thereAndBack(Connection connection, double value) throws SQLException {
        run(connection, "DELETE FROM reading");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO reading VALUES (?)")) {
            insert.setDouble(1, value);
            insert.executeUpdate();
        }
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT value FROM reading")) {
            row.next();
            return row.getDouble(1);
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
