package io.github.sqliteleak.pool;

import io.github.sqliteleak.blame.FrameRules;
import io.github.sqliteleak.registry.Lender;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** The pools that were seen to lend connections to SQLite, and a few that lend others. */
final class Lenders {
    private static final String HIKARI = "com.zaxxer.hikari.";
    private static final int FOREIGN = 4;

    /** Pools that are no {@code DataSource}. */
    private static final List<String> OTHERS =
            List.of(
                    "com.jolbox.bonecp.BoneCP",
                    "org.hibernate.engine.jdbc.connections.internal.DriverManagerConnectionProvider",
                    "com.j256.ormlite.jdbc.JdbcPooledConnectionSource",
                    "stormpot.internal.BlazePool",
                    "stormpot.BlazePool");

    private final List<Lender> known = new CopyOnWriteArrayList<>();

    /** Pools of other databases: whoever borrows from them pays for a look at these. */
    private volatile List<WeakReference<Object>> foreign = List.of();

    /** Whether it is known to lend connections to another database. */
    boolean isForeign(Object object) {
        List<WeakReference<Object>> pools = foreign;
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).refersTo(object)) {
                return true;
            }
        }
        return false;
    }

    /** Never one that has lent a connection to SQLite: that is asked again each time. */
    synchronized void addForeign(Object object) {
        boolean lends = isPool(object) || object instanceof PooledConnection;
        if (!lends || seen(object) != null) {
            return;
        }
        List<WeakReference<Object>> next = new ArrayList<>(FOREIGN);
        next.add(new WeakReference<>(object));
        next.addAll(foreign.subList(0, Math.min(foreign.size(), FOREIGN - 1)));
        foreign = List.copyOf(next);
    }

    /** Null when it is no pool nor a part of one. */
    @Nullable Lender of(Object object) {
        Lender lender = seen(object);
        if (lender != null) {
            return lender;
        }
        String type = object.getClass().getName();
        return isPool(object) || object instanceof PooledConnection
                ? add(object, FrameRules.pool(type), isPool(object))
                : null;
    }

    private static boolean isPool(Object object) {
        return object instanceof DataSource || isOther(object.getClass().getName());
    }

    private static boolean isOther(String type) {
        for (String beginning : OTHERS) {
            if (type.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private synchronized Lender add(Object object, @Nullable String pool, boolean plain) {
        Lender lender = seen(object);
        if (lender == null) {
            known.removeIf(Lender::isGone);
            lender =
                    new Lender(
                            object,
                            pool == null ? simpleName(object) : pool,
                            plain,
                            pool != null || object instanceof PooledConnection,
                            object.getClass().getName().startsWith(HIKARI));
            known.add(lender);
        }
        return lender;
    }

    private static String simpleName(Object object) {
        String name = object.getClass().getName();
        if (name.equals("org.sqlite.javax.SQLitePooledConnection")) {
            // What gives it out is the pool to its user.
            return "SQLiteConnectionPoolDataSource";
        }
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** One of those that have lent. */
    @Nullable Lender seen(Object object) {
        for (Iterator<Lender> all = known.iterator(); all.hasNext(); ) {
            Lender lender = all.next();
            if (lender.isFor(object)) {
                return lender;
            }
        }
        return null;
    }

    List<Lender> all() {
        return known;
    }

    /** Whether the pools of this name are closed; null when only some are, or none is known. */
    @Nullable Boolean areClosed(String name) {
        Boolean closed = areClosed(name, true);
        return closed == null ? areClosed(name, false) : closed;
    }

    /**
     * @param plain whether to ask pools; else parts of them
     */
    private @Nullable Boolean areClosed(String name, boolean plain) {
        Boolean closed = null;
        for (Lender lender : all()) {
            if (lender.name().equals(name) && lender.isPlain() == plain) {
                if (closed != null && closed != lender.isClosed()) {
                    return null;
                }
                closed = lender.isClosed();
            }
        }
        return closed;
    }
}
