#!/bin/sh
# version: sqlite-jdbc 3.54.1.0 (SQLite 3.54.1)
# guess:   Statement.cancel() from another thread ends a statement that waits for a lock, as it ends one that runs:
#          with SQLITE_INTERRUPT, and at once.
# seen:    The statement goes on waiting until its busy timeout is over and fails with SQLITE_BUSY, as if nobody had
#          cancelled it: sqlite3_interrupt is heeded by the virtual machine's steps, and none is made while SQLite's
#          busy handler sleeps. A statement that runs is ended, with SQLITE_INTERRUPT.
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
import java.util.concurrent.*;

class Finding {
    static final int TIMEOUT_MILLIS = 3_000;
    static final String LONG = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000) SELECT count(*) FROM n";

    public static void main(String[] args) throws Exception {
        String url = "jdbc:sqlite:" + args[0] + "/finding.db?busy_timeout=" + TIMEOUT_MILLIS;
        try (Connection holder = DriverManager.getConnection(url);
                Connection waiter = DriverManager.getConnection(url);
                Statement holds = holder.createStatement();
                Statement waits = waiter.createStatement()) {
            holds.execute("CREATE TABLE t (x)");
            String running = cancelled(waits, LONG);
            holds.execute("BEGIN IMMEDIATE");
            String waiting = cancelled(waits, "INSERT INTO t VALUES (1)");
            check("sqlite-jdbc " + holder.getMetaData().getDriverVersion(),
                    "running: SQLITE_INTERRUPT, waiting: SQLITE_INTERRUPT",
                    "running: " + running + ", waiting: " + waiting,
                    "running: SQLITE_INTERRUPT, waiting: SQLITE_BUSY after the whole timeout");
        }
    }

    /** Cancels again and again while it waits or runs, from 200 ms on. */
    static String cancelled(Statement statement, String sql) {
        ScheduledExecutorService canceller = Executors.newSingleThreadScheduledExecutor();
        canceller.scheduleAtFixedRate(() -> {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }, 200, 200, TimeUnit.MILLISECONDS);
        long begin = System.nanoTime();
        try {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            boolean whole = System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS - 300);
            String code = e.getMessage().replaceAll("^\\[(\\w+)\\].*", "$1");
            return code + (code.equals("SQLITE_BUSY") && whole ? " after the whole timeout" : "");
        } finally {
            canceller.shutdownNow();
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
}
EOF
java -cp "$work/lib/*" "$work/Finding.java" "$work"
