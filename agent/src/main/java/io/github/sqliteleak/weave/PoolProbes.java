package io.github.sqliteleak.weave;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into connection pools, by the names of their classes. A pool that is a {@code
 * DataSource} needs no line here: {@link PoolWeaving} knows it by its {@code getConnection}, and
 * what it lends by what it is. The lines are for pools whose first connection is lent before that
 * is seen, and for those that are built in another way.
 */
final class PoolProbes {
    /** What to weave into a class. */
    enum Role {
        /** {@code getConnection}, and the methods that close a pool or throw a connection away. */
        LENDER,
        /** {@code close} of what is lent. */
        WRAPPER,
        /** {@code invoke} of a proxy's handler. */
        HANDLER,
        /** The constructors of what is made for each borrower. */
        MADE
    }

    /**
     * A pool whose connections are given back by a call of the pool's own.
     *
     * @param lend methods whose result is lent: the driver's own connection perhaps, or an object
     *     of the user's that holds one
     * @param takeBack the method to which it is given back, its first argument
     * @param closing the method that closes the pool
     */
    record Keeper(Set<String> lend, String takeBack, String closing) {}

    private static final Keeper HIBERNATE =
            new Keeper(Set.of("getConnection"), "closeConnection", "stop");

    private static final Keeper STORMPOT = new Keeper(Set.of("claim", "tryClaim"), "", "shutdown");
    private static final Keeper STORMPOT_SLOT = new Keeper(Set.of(), "release", "");

    private static final Map<String, Keeper> KEEPERS =
            Map.of(
                    "stormpot/internal/BlazePool",
                    STORMPOT,
                    "stormpot/internal/BSlot",
                    STORMPOT_SLOT,
                    "stormpot/BlazePool",
                    STORMPOT,
                    "stormpot/BSlot",
                    STORMPOT_SLOT,
                    "org/hibernate/engine/jdbc/connections/internal/DriverManagerConnectionProvider",
                    HIBERNATE,
                    "org/hibernate/engine/jdbc/connections/internal/DriverManagerConnectionProviderImpl",
                    HIBERNATE,
                    "com/j256/ormlite/jdbc/JdbcPooledConnectionSource",
                    new Keeper(
                            Set.of("getReadWriteConnection", "getReadOnlyConnection"),
                            "releaseConnection",
                            "close"));

    /** Packages of pools: what can be closed in them is a wrapper, or cheap to ask. */
    private static final List<String> POOLS =
            List.of(
                    "com/zaxxer/hikari/pool/",
                    "org/apache/commons/dbcp2/",
                    "org/apache/commons/dbcp/",
                    "org/apache/tomcat/dbcp/dbcp2/",
                    "org/apache/tomcat/jdbc/pool/",
                    "com/mchange/v2/c3p0/impl/",
                    "io/agroal/pool/",
                    "org/vibur/dbcp/",
                    "com/alibaba/druid/pool/",
                    "org/stone/beecp/pool/",
                    "cn/beecp/pool/",
                    "org/apache/ibatis/datasource/pooled/",
                    "com/jolbox/bonecp/",
                    "oracle/ucp/jdbc/proxy/");

    /** What is lent as often as pools can is asked as seldom as possible. */
    private static final List<String> NO_LENDERS =
            List.of("com/zaxxer/hikari/pool/", "org/springframework/", "org/sqlite/");

    private static final Set<String> MADE =
            Set.of(
                    "com/alibaba/druid/pool/DruidPooledConnection",
                    "org/apache/commons/dbcp2/PoolingDataSource$PoolGuardConnectionWrapper",
                    "org/apache/commons/dbcp/PoolingDataSource$PoolGuardConnectionWrapper",
                    "org/apache/tomcat/dbcp/dbcp2/PoolingDataSource$PoolGuardConnectionWrapper");

    /** Methods by which a borrower has the pool throw a connection away, its first argument. */
    static final Set<String> GIVING_UP =
            Set.of("evictConnection", "invalidateConnection", "severConnection");

    static final Set<String> CLOSING =
            Set.of("close", "shutdown", "dispose", "terminate", "forceCloseAll", "destroy", "stop");

    private PoolProbes() {}

    static @Nullable Keeper keeper(String name) {
        return KEEPERS.get(name);
    }

    static boolean isMade(String name) {
        return MADE.contains(name);
    }

    /** Whether wrappers are looked for in this class when it is loaded. */
    static boolean mayBeWrapper(String name) {
        return startsWithAny(name, POOLS)
                && !name.contains("Statement")
                && !name.contains("ResultSet");
    }

    /** Whether something is woven into a class of this name or with this content. */
    static boolean mayBeOfPool(String name, byte[] classFile) {
        return mayBeWrapper(name)
                || keeper(name) != null
                || (!isNoLender(name) && ClassText.mayLend(classFile));
    }

    /** Whether a class is left out that may have a {@code getConnection}. */
    static boolean isNoLender(String name) {
        return startsWithAny(name, NO_LENDERS)
                && !name.equals("org/sqlite/javax/SQLitePooledConnection");
    }

    private static boolean startsWithAny(String name, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
