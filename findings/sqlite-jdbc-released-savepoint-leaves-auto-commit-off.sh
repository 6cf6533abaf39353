#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   setSavepoint in auto-commit mode throws, as JDBC allows, or begins a transaction that commit() ends.
# seen:    it turns auto-commit off. When the savepoint is released SQLite commits, auto-commit stays off, no transaction
#          is open, and the commit() that the program owes throws "no transaction is active".
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
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0] + "/t.db")) {
            run(connection, "CREATE TABLE t (x)");
            Savepoint savepoint = connection.setSavepoint("s");
            run(connection, "INSERT INTO t VALUES (1)");
            connection.releaseSavepoint(savepoint);
            String seen = "auto-commit: " + connection.getAutoCommit();
            try {
                connection.commit();
                seen += ", commit: done";
            } catch (SQLException nothing) {
                seen += ", commit: threw, " + nothing.getMessage().replaceAll(".*\\((.*)\\)", "$1");
            }
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(), "auto-commit: true", seen,
                    "auto-commit: false, commit: threw, cannot commit - no transaction is active");
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
