#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   VACUUM INTO 'copy.db' writes a file, whatever the database is in.
# seen:    of a database opened with vfs=memdb the copy is made by the same VFS, in memory, and ends with the statement.
#          No error, no file. "backup to" writes the file.
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
        java.nio.file.Path copy = java.nio.file.Path.of(args[0], "copy.db");
        java.nio.file.Path backup = java.nio.file.Path.of(args[0], "backup.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:/shared?vfs=memdb")) {
            run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)");
            String done = "done";
            try {
                run(connection, "VACUUM INTO '" + copy + "'");
            } catch (SQLException refused) {
                done = refused.getMessage();
            }
            run(connection, "backup to " + backup);
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "VACUUM INTO: done, file: true; backup, file: true",
                    "VACUUM INTO: " + done + ", file: " + java.nio.file.Files.exists(copy) + "; backup, file: "
                            + java.nio.file.Files.exists(backup),
                    "VACUUM INTO: done, file: false; backup, file: true");
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
