#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   Connection.rollback(Savepoint) goes back to the savepoint that the object stands for.
# seen:    SQLite finds savepoints by name, the newest first, and the driver hands it the name only. With two of one
#          name, rollback(older) undoes what came after the newer one and keeps the rest, without an error. Code that
#          names each savepoint after its step (in a loop, in recursion) keeps rows that it had undone.
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
            run(connection, "CREATE TABLE step (n)");
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO step VALUES (0)");
            Savepoint older = connection.setSavepoint("step");
            run(connection, "INSERT INTO step VALUES (1)");
            Savepoint newer = connection.setSavepoint("step");
            run(connection, "INSERT INTO step VALUES (2)");
            connection.rollback(older);
            connection.commit();
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(), "0",
                    value(connection, "SELECT group_concat(n) FROM step"), "0,1");
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
