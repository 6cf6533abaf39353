#!/bin/sh
# version: HikariCP 7.1.0, sqlite-jdbc 3.54.1.0
# guess:   maximumPoolSize=1 means that the database never sees two connections of the pool at once. SQLite users
#          rely on it, as for a database in memory or for one writer at a time.
# seen:    A connection that is evicted (softEvictConnections, maxLifetime) leaves the count before it is closed,
#          since a thread of the pool closes it later. The next one is opened and lent meanwhile: two are open, and
#          the pool reports one. What the old one still holds, such as a lock, is held beside the new one.
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
    <dependency><groupId>com.zaxxer</groupId><artifactId>HikariCP</artifactId><version>7.1.0</version></dependency>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.lang.reflect.*;
import java.sql.*;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import com.zaxxer.hikari.*;

class Finding {
    static final AtomicInteger OPEN = new AtomicInteger();
    static final CountDownLatch MAY_CLOSE = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(proxy(DataSource.class, (method, arguments) -> switch (method.getName()) {
            case "getConnection" -> connection();
            case "getLoginTimeout" -> 0;
            default -> null;
        }));
        config.setMaximumPoolSize(1);
        String seen;
        try (HikariDataSource pool = new HikariDataSource(config)) {
            pool.getConnection().close();
            pool.getHikariPoolMXBean().softEvictConnections();
            try (Connection next = pool.getConnection()) {
                seen = "open: " + OPEN.get() + ", in the pool: " + pool.getHikariPoolMXBean().getTotalConnections();
            }
            MAY_CLOSE.countDown();
        }
        check("HikariCP 7.1.0, maximumPoolSize=1", "open: 1, in the pool: 1", seen, "open: 2, in the pool: 1");
    }

    /** Closes slowly, as one that has to write its WAL into the database. */
    static Connection connection() throws SQLException {
        Connection real = DriverManager.getConnection("jdbc:sqlite::memory:");
        OPEN.incrementAndGet();
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("close")) {
                MAY_CLOSE.await();
                OPEN.decrementAndGet();
            }
            return method.invoke(real, arguments);
        });
    }

    interface Call {
        Object of(Method method, Object[] arguments) throws Exception;
    }

    static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(Finding.class.getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> {
                    try {
                        return method.getName().equals("hashCode") && type == DataSource.class ? 1
                                : call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
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
java -cp "$work/lib/*" "$work/Finding.java"
