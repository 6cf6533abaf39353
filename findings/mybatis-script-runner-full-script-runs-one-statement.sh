#!/bin/sh
# version: mybatis 3.5.19, sqlite-jdbc 3.54.1.0
# guess:   ScriptRunner with setSendFullScript(true) and setStopOnError(true) runs all statements of the script, or
#          fails.
# seen:    the runner uses Statement.execute, of which the driver runs the first statement and drops the rest in
#          silence: one table of two, no row, no error. The same text through executeUpdate runs whole, so it is no
#          matter of SQLite.
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
    <dependency><groupId>org.mybatis</groupId><artifactId>mybatis</artifactId><version>3.5.19</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.sql.*;

import java.io.StringReader;
import org.apache.ibatis.jdbc.ScriptRunner;

class Finding {
    public static void main(String[] args) throws Exception {
        String script = "CREATE TABLE a (x);\nCREATE TABLE b (x);\nINSERT INTO a VALUES (1);\n";
        String tables = "SELECT group_concat(name) || ' with ' || (SELECT count(*) FROM a) FROM sqlite_schema";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Connection other = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = other.createStatement()) {
            ScriptRunner runner = new ScriptRunner(connection);
            runner.setSendFullScript(true);
            runner.setStopOnError(true);
            runner.setLogWriter(null);
            runner.runScript(new StringReader(script));
            statement.executeUpdate(script);
            check("mybatis 3.5.19, sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "a,b with 1; by executeUpdate a,b with 1",
                    value(connection, tables) + "; by executeUpdate " + value(other, tables),
                    "a with 0; by executeUpdate a,b with 1");
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
