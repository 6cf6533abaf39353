#!/bin/sh
# version: HikariCP 7.1.0, sqlite-jdbc 3.54.1.0
# guess:   HikariConfig.setReadOnly(true) is a hint, as JDBC says of Connection.setReadOnly; on a driver that cannot
#          switch it is ignored.
# seen:    the pool does not start: the driver refuses setReadOnly on an open connection, and HikariCP takes that for a
#          failed connection, even for a file that was opened read-only by its URL with another spelling of the mode.
#          With `open_mode=1` in the URL the connection is read-only from the start and the same pool works.
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
    <dependency><groupId>com.zaxxer</groupId><artifactId>HikariCP</artifactId><version>7.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.sql.*;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

class Finding {
    public static void main(String[] args) throws Exception {
        String file = args[0] + "/data.db";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            run(connection, "CREATE TABLE note (text)");
            check("HikariCP 7.1.0, sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "plain: starts, mode=ro: starts, open_mode=1: starts",
                    "plain: " + start("jdbc:sqlite:" + file)
                            + ", mode=ro: " + start("jdbc:sqlite:file:" + file + "?mode=ro")
                            + ", open_mode=1: " + start("jdbc:sqlite:" + file + "?open_mode=1"),
                    "plain: refused, mode=ro: refused, open_mode=1: starts");
        }
    }

    static String start(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setReadOnly(true);
        config.setConnectionTimeout(1000);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection()) {
            return "starts";
        } catch (Exception e) {
            return String.valueOf(e.getMessage()).contains("Cannot change read-only flag") ? "refused" : "failed: " + e;
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
