#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   with jdbc.explicit_readonly=true a connection that is setReadOnly(true) refuses every write, or none.
# seen:    a write in a transaction is refused ("attempt to write a readonly database"), the same statement in
#          auto-commit mode is carried out: the driver sets query_only only when it begins a transaction.
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
        String url = "jdbc:sqlite:" + args[0] + "/t.db?jdbc.explicit_readonly=true";
        try (Connection maker = DriverManager.getConnection(url)) {
            run(maker, "CREATE TABLE t (x)");
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setReadOnly(true);
            String seen = "auto-commit: " + write(connection);
            connection.setAutoCommit(false);
            seen += ", transaction: " + write(connection);
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "auto-commit: refused, transaction: refused", seen,
                    "auto-commit: written, transaction: refused");
        }
    }

    static String write(Connection connection) {
        try {
            run(connection, "INSERT INTO t VALUES (1)");
            return "written";
        } catch (SQLException refused) {
            return "refused";
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
