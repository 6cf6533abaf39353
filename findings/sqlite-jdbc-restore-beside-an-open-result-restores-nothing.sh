#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   "restore from FILE" on a connection that still has a result open throws, as VACUUM and DROP TABLE do there.
# seen:    it returns normally, and not one row of the backup is in the database: SQLite cannot take the lock it needs,
#          the driver's loop over the pages ends all the same, and no code reaches the caller. Rows that the backup has
#          are missing, rows that it has not are still there.
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
        String backup = args[0] + "/backup.db";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup)) {
            run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES ('of the backup')");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0] + "/live.db");
                Statement statement = connection.createStatement()) {
            run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES ('old 1'), ('old 2')");
            String seen;
            try (ResultSet open = statement.executeQuery("SELECT x FROM t")) {
                open.next();
                run(connection, "restore from " + backup);
                seen = "returned";
            } catch (SQLException refused) {
                seen = "threw " + refused.getMessage();
            }
            seen += ", then there: " + value(connection, "SELECT group_concat(x, ', ') FROM t");
            run(connection, "restore from " + backup);
            seen += "; without the result: " + value(connection, "SELECT group_concat(x, ', ') FROM t");
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "threw, then there: old 1, old 2; without the result: of the backup", seen,
                    "returned, then there: old 1, old 2; without the result: of the backup");
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
