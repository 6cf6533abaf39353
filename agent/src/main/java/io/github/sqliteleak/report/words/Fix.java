package io.github.sqliteleak.report.words;

import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.report.Borrowing;
import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What to do about a leak site, in the words of the console report. */
public final class Fix {
    /**
     * Spring's, which opens one connection and gives it to everybody: it belongs to nobody else.
     */
    private static final String SINGLE =
            "org.springframework.jdbc.datasource.SingleConnectionDataSource.initConnection(";

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
        {"oracle.ucp.", "UniversalConnectionPoolManager.destroyConnectionPool(NAME)"},
        {"stormpot.", "Pool.shutdown()"}
    };

    private Fix() {}

    /** What to do, the way to close it last but for what was collected. */
    public static List<String> lines(LeakSite group) {
        Advice advice = advice(group);
        if (group.isBorrowed() && advice.equals(giveBack(group))) {
            return borrowed(group, advice);
        }
        if (advice.equals(Advice.DROPPED)) {
            return List.of(advice.words());
        }
        boolean pool = advice.code().equals("close-pool");
        boolean aside = advice.equals(Advice.STOP_THREAD) || advice.equals(Advice.STOP_EARLIER);
        List<String> lines = new ArrayList<>();
        if (pool && has(group, HarmOrder::inTransaction)) {
            lines.add(
                    "give each connection back: open it in try (…) { … }, and commit or roll back");
        } else if (pool && has(group, HarmOrder::hasCursor)) {
            lines.add(
                    "close each Statement before its connection is given back: the pool does not");
        } else if (!pool && !aside && has(group, HarmOrder::inTransaction)) {
            lines.add("commit or roll back on every path, then close");
        }
        lines.add(advice.words());
        if (!pool && !aside && has(group, c -> c.kind() == LeakKind.GARBAGE_COLLECTED)) {
            lines.add(
                    "or keep a reference until it is closed: once collected, no code can close it");
        }
        return lines;
    }

    /** The same in one word for programs. */
    public static String code(LeakSite group) {
        return advice(group).code();
    }

    /** The first row that fits is the one that is given. */
    private static Advice advice(LeakSite group) {
        if (isAll(group, LeakKind.IN_USE_AT_EXIT)) {
            return Advice.STOP_THREAD;
        }
        if (isAll(group, LeakKind.OPENED_DURING_EXIT)) {
            return Advice.STOP_EARLIER;
        }
        // The driver's own is no pool: it has nothing to close and nothing to give back to.
        boolean driversOwn = group.owner().equals("pool:SQLiteConnectionPoolDataSource");
        if (driversOwn && kept(group) == Kept.POOLED_CONNECTION) {
            return Advice.POOLED_CONNECTION;
        }
        if (group.isBorrowed()) {
            return giveBack(group);
        }
        if (group.kinds().getOrDefault(LeakKind.DROPPED_BY_POOL, 0) > 0) {
            return Advice.DROPPED;
        }
        if (group.owner().startsWith("pool:")) {
            return Advice.closePool(poolClose(group));
        }
        if (has(group, c -> c.site().kept() == Kept.OPENED_BEFORE)) {
            return Advice.OPENED_BEFORE;
        }
        // A pool may have called it.
        if (has(group, c -> c.site().kept() == Kept.ABORTED)) {
            return Advice.ABORT;
        }
        if (isOfSingle(group)) {
            return Advice.DESTROY;
        }
        Advice kept = HolderFix.kept(group.site(), kept(group));
        Advice holder = kept == null ? HolderFix.of(group.site()) : kept;
        if (holder != null) {
            return holder;
        }
        return has(group, HarmOrder::hasCursor) ? Advice.TRY_ALL : Advice.TRY;
    }

    private static boolean isOfSingle(LeakSite group) {
        for (String frame : group.openStack()) {
            if (frame.substring(frame.lastIndexOf('/', frame.indexOf('(')) + 1)
                    .startsWith(SINGLE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAll(LeakSite group, LeakKind kind) {
        return group.kinds().getOrDefault(kind, 0) == group.count();
    }

    private static boolean has(LeakSite group, Predicate<LeakedConnection> what) {
        return group.connections().stream().anyMatch(what);
    }

    private static @Nullable Kept kept(LeakSite group) {
        for (LeakedConnection connection : group.connections()) {
            if (connection.site().kept() != null) {
                return connection.site().kept();
            }
        }
        return null;
    }

    /** What the borrower has in its hands may be a session, or a connection of ORMLite's. */
    private static Advice giveBack(LeakSite group) {
        if (group.owner().equals("pool:ORMLite")) {
            return Advice.RELEASE;
        }
        if (group.owner().equals("pool:Stormpot")) {
            return Advice.RELEASE_CLAIMED;
        }
        Advice holder = HolderFix.of(group.site());
        return holder == null ? Advice.GIVE_BACK : holder;
    }

    private static List<String> borrowed(LeakSite group, Advice advice) {
        List<String> lines = new ArrayList<>();
        lines.add(advice.words());
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

    private static String poolClose(LeakSite group) {
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
