#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   an upsert that ends in DO UPDATE, and an INSERT OR IGNORE that is ignored, insert nothing and use up no id
#          of an AUTOINCREMENT column.
# seen:    each of them advances sqlite_sequence: after one insert, five updating upserts and five ignored inserts the
#          next row has number 12. A counter that is bumped by upsert runs through the ids without ever adding a row.
#          Without AUTOINCREMENT the next id is 2.
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
            String with = nextId(connection, "counted", "INTEGER PRIMARY KEY AUTOINCREMENT");
            String without = nextId(connection, "plain", "INTEGER PRIMARY KEY");
            check("SQLite " + connection.getMetaData().getDatabaseProductVersion(),
                    "next id 2, without AUTOINCREMENT 2",
                    "next id " + with + ", without AUTOINCREMENT " + without,
                    "next id 12, without AUTOINCREMENT 2");
        }
    }

    static String nextId(Connection connection, String table, String key) throws SQLException {
        run(connection,
                "CREATE TABLE " + table + " (id " + key + ", name UNIQUE, hits DEFAULT 0)",
                "INSERT INTO " + table + " (name) VALUES ('a')");
        for (int i = 0; i < 5; i++) {
            run(connection,
                    "INSERT INTO " + table + " (name) VALUES ('a') ON CONFLICT (name) DO UPDATE SET hits = hits + 1",
                    "INSERT OR IGNORE INTO " + table + " (name) VALUES ('a')");
        }
        run(connection, "INSERT INTO " + table + " (name) VALUES ('b')");
        return value(connection, "SELECT max(id) FROM " + table);
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
