package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.Borrowing;
import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakGroup;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.List;

/** What to do about a leak site, in the words of the console report. */
public final class Fix {
    /** First package of a pool's frames, and how that pool is closed. */
    private static final String[][] POOLS = {
        {"com.zaxxer.hikari.", "HikariDataSource.close()"},
        {"org.apache.commons.dbcp2.", "BasicDataSource.close()"},
        {"com.mchange.v2.c3p0.", "ComboPooledDataSource.close()"},
        {"org.apache.tomcat.jdbc.pool.", "DataSource.close() of the Tomcat pool"},
        {"org.apache.tomcat.dbcp.", "BasicDataSource.close()"},
        {"io.agroal.", "AgroalDataSource.close()"},
        {"org.vibur.dbcp.", "ViburDBCPDataSource.close()"},
        {"com.alibaba.druid.pool.", "DruidDataSource.close()"},
        {"org.stone.beecp.", "BeeDataSource.close()"},
        {"cn.beecp.", "BeeDataSource.close()"},
        {"org.apache.ibatis.datasource.pooled.", "PooledDataSource.forceCloseAll()"},
        {"org.hibernate.engine.jdbc.connections.", "SessionFactory.close()"},
        {"com.j256.ormlite.", "ConnectionSource.close()"},
        {"org.h2.jdbcx.", "JdbcConnectionPool.dispose()"},
        {"com.jolbox.bonecp.", "BoneCPDataSource.close()"},
        {"org.apache.commons.dbcp.", "BasicDataSource.close()"},
        {"oracle.ucp.", "UniversalConnectionPoolManager.destroyConnectionPool(NAME)"}
    };

    private Fix() {}

    public static List<String> lines(LeakGroup group) {
        List<String> lines = new ArrayList<>();
        boolean transaction = false;
        boolean cursor = false;
        boolean collected = false;
        for (LeakedConnection connection : group.connections()) {
            transaction |= HarmOrder.inTransaction(connection);
            cursor |= HarmOrder.hasCursor(connection);
            collected |= connection.kind() == LeakKind.GARBAGE_COLLECTED;
        }
        if (group.kinds().getOrDefault(LeakKind.IN_USE_AT_EXIT, 0) == group.count()) {
            return List.of("stop this thread and wait for it before the application ends");
        }
        if (group.isBorrowed()) {
            return borrowed(group);
        }
        if (group.kinds().getOrDefault(LeakKind.DROPPED_BY_POOL, 0) > 0) {
            lines.add(
                    "the pool has lost it, as one does whose set-up of a new connection fails: set"
                            + " busy_timeout and the like in the URL, where the driver closes what"
                            + " it cannot set up; no code of the application's can close it");
            return lines;
        }
        if (group.owner().startsWith("pool:")) {
            if (transaction || cursor) {
                lines.add(
                        "give each connection back: open it in try (…) { … }, and commit or roll back");
            }
            lines.add("close the pool before the application ends: " + poolClose(group));
            return lines;
        }
        if (transaction) {
            lines.add("commit or roll back on every path, then close");
        }
        String holder = HolderFix.of(group.site());
        if (holder != null) {
            lines.add(holder);
            return withCollected(lines, collected);
        }
        lines.add(
                cursor
                        ? "open connection, Statement and ResultSet in one try (…) { … }"
                        : "open it in try (Connection c = …) { … }, which closes it on every path");
        return withCollected(lines, collected);
    }

    private static List<String> withCollected(List<String> lines, boolean collected) {
        if (collected) {
            lines.add(
                    "or keep a reference until it is closed: once collected, no code can close it");
        }
        return lines;
    }

    private static List<String> borrowed(LeakGroup group) {
        List<String> lines = new ArrayList<>();
        lines.add(giveBack(group));
        boolean poolClosed = false;
        for (LeakedConnection connection : group.connections()) {
            Borrowing borrowing = connection.borrowing();
            poolClosed |= borrowing != null && Boolean.TRUE.equals(borrowing.poolClosed());
        }
        if (poolClosed) {
            lines.add("or, where it was still in use, close the pool only after that");
        }
        return lines;
    }

    /** What the borrower has in its hands may be a session, or a connection of ORMLite's. */
    private static String giveBack(LeakGroup group) {
        if (group.owner().equals("pool:ORMLite")) {
            return "give it back on every path: try { … } finally { source.releaseConnection(c); }";
        }
        String holder = HolderFix.of(group.site());
        return holder == null
                ? "close what getConnection() gave there, on every path: try (Connection c = …)"
                        + " { … } gives it back to the pool"
                : holder;
    }

    private static String poolClose(LeakGroup group) {
        for (String frame : group.openStack()) {
            String name = frame.substring(frame.lastIndexOf('/', frame.indexOf('(')) + 1);
            for (String[] pool : POOLS) {
                if (name.startsWith(pool[0])) {
                    return pool[1];
                }
            }
        }
        return "close() of its DataSource";
    }
}
