#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   a loop over SELECT ... WHERE due > 0 that updates each row by its id sees three rows three times: what was
#          read is not read again.
# seen:    rows are read when next() asks for them, by the index on the column that the loop changes, so an updated row
#          is moved ahead of the cursor and comes again: three rows give as many rounds as one allows (20 here).
#          Without the index there are three rounds, so it begins the day somebody adds the index.
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
    private static final int LIMIT = 20;

    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            int without = rounds(connection, "plain");
            run(connection, "CREATE TABLE job (id INTEGER PRIMARY KEY, due)", "CREATE INDEX by_due ON job (due)");
            int with = rounds(connection, "job");
            check("sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "3 rounds, with an index 3",
                    without + " rounds, with an index " + with,
                    "3 rounds, with an index " + LIMIT);
        }
    }

    static int rounds(Connection connection, String table) throws SQLException {
        run(connection,
                "CREATE TABLE IF NOT EXISTS " + table + " (id INTEGER PRIMARY KEY, due)",
                "INSERT INTO " + table + " (due) VALUES (1), (2), (3)");
        int rounds = 0;
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT id FROM " + table + " WHERE due > 0");
                PreparedStatement later =
                        connection.prepareStatement("UPDATE " + table + " SET due = due + 60 WHERE id = ?")) {
            while (rounds < LIMIT && row.next()) {
                rounds++;
                later.setInt(1, row.getInt(1));
                later.executeUpdate();
            }
        }
        return rounds;
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
