#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   VACUUM INTO and the driver's `backup to` make equal copies of a database in WAL mode: the mode is stored in
#          the file.
# seen:    the backup is in WAL mode, the copy by VACUUM INTO in DELETE mode, while user_version and application_id are
#          in both. An application that sets WAL once, when it creates its file, works without it after a restore, and
#          readers and its writer block each other.
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

import java.nio.file.Path;

class Finding {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (Connection connection = open(folder.resolve("data.db"))) {
            run(connection,
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA user_version = 7",
                    "CREATE TABLE note (text)",
                    "VACUUM INTO '" + folder.resolve("vacuum.db") + "'",
                    "backup to " + folder.resolve("backup.db"));
            check("SQLite " + connection.getMetaData().getDatabaseProductVersion(),
                    "vacuum: wal 7, backup: wal 7",
                    "vacuum: " + about(folder.resolve("vacuum.db")) + ", backup: " + about(folder.resolve("backup.db")),
                    "vacuum: delete 7, backup: wal 7");
        }
    }

    static String about(Path file) throws SQLException {
        try (Connection connection = open(file)) {
            return value(connection, "PRAGMA journal_mode") + " " + value(connection, "PRAGMA user_version");
        }
    }

    static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
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
