#!/bin/sh
# version: sqlite-jdbc 3.54.1.0
# guess:   SQLite has one busy handler for a connection, and setBusyTimeout replaces it. What the application had
#          registered is free to be collected from then on, as it is after BusyHandler.clearHandler.
# seen:    SQLite calls the handler no more, but the driver goes on referring to it until another handler is set or
#          cleared, or the connection is closed. A long-lived connection keeps the replaced handler alive, with all
#          that it refers to, its class loader among it.
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
import java.lang.ref.WeakReference;
import java.sql.*;

import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;

class Finding {
    public static void main(String[] args) throws Exception {
        String url = "jdbc:sqlite:" + args[0] + "/data.db";
        try (Connection timeout = DriverManager.getConnection(url);
                Connection pragma = DriverManager.getConnection(url);
                Connection cleared = DriverManager.getConnection(url)) {
            WeakReference<BusyHandler> first = register(timeout);
            WeakReference<BusyHandler> second = register(pragma);
            WeakReference<BusyHandler> third = register(cleared);
            ((SQLiteConnection) timeout).setBusyTimeout(100);
            try (Statement statement = pragma.createStatement()) {
                statement.execute("PRAGMA busy_timeout=100");
            }
            BusyHandler.clearHandler(cleared);
            collect(third);
            check("sqlite-jdbc " + timeout.getMetaData().getDriverVersion(),
                    "setBusyTimeout: gone, PRAGMA busy_timeout: gone, clearHandler: gone",
                    "setBusyTimeout: " + state(first) + ", PRAGMA busy_timeout: " + state(second)
                            + ", clearHandler: " + state(third),
                    "setBusyTimeout: kept, PRAGMA busy_timeout: kept, clearHandler: gone");
        }
    }

    static WeakReference<BusyHandler> register(Connection connection) throws SQLException {
        BusyHandler handler = new BusyHandler() {
            @Override
            protected int callback(int calls) {
                return 0;
            }
        };
        BusyHandler.setHandler(connection, handler);
        return new WeakReference<>(handler);
    }

    static void collect(WeakReference<?> until) throws InterruptedException {
        for (int i = 0; i < 100 && until.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
    }

    static String state(WeakReference<?> reference) {
        return reference.get() == null ? "gone" : "kept";
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
}
EOF
java -cp "$work/lib/*" "$work/Finding.java" "$work"
