package io.github.sqliteleak.hook;

import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.AgentThread;
import java.lang.reflect.Method;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** The calls woven into connection pools, named in {@code weave.PoolProbes}. */
public final class PoolHooks {
    private PoolHooks() {}

    /** {@code getConnection} begins, of what may be a pool. */
    public static void borrowing(Object from) {
        Pools pools = HookTargets.pools;
        if (pools != null && HookTargets.areOn()) {
            try {
                pools.borrowing(from);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    private static void borrowingEnds(Object from) {
        Pools pools = HookTargets.pools;
        if (pools != null) {
            try {
                pools.borrowingEnds(from);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code getConnection} has returned, of what may be a pool. */
    public static void borrowed(@Nullable Object lent, Object from) {
        Pools pools = HookTargets.pools;
        if (pools == null) {
            return;
        }
        if (!(lent instanceof Connection connection)
                || !HookTargets.areOn()
                || AgentThread.isCurrent()) {
            borrowingEnds(from);
            return;
        }
        try {
            pools.borrowed(connection, from);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** A method has returned that lends, the driver's own connection perhaps. */
    public static void lent(@Nullable Object lent, Object from) {
        Pools pools = HookTargets.pools;
        if (pools == null || lent == null || !HookTargets.areOn()) {
            return;
        }
        try {
            if (!AgentThread.isCurrent()) {
                pools.lent(lent, from);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** A method that lends has thrown. */
    public static void borrowFailed(Throwable thrown, Object from) {
        borrowingEnds(from);
        Pools pools = HookTargets.pools;
        if (pools == null || !HookTargets.areOn()) {
            return;
        }
        try {
            if (!AgentThread.isCurrent()) {
                pools.failed(thrown, from);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** The constructor of a pool's wrapper has returned. */
    public static void made(Object wrapper) {
        Pools pools = HookTargets.pools;
        if (pools != null && HookTargets.areOn()) {
            try {
                pools.made(wrapper);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code close} begins, of what may be a pool's wrapper; or it is given back otherwise. */
    public static void givingBack(@Nullable Object lent) {
        TrackedConnection connection = givenBack(lent);
        if (connection != null && connection.hasLateEvents()) {
            LateEvents.commit(connection);
        }
    }

    private static @Nullable TrackedConnection givenBack(@Nullable Object lent) {
        Pools pools = HookTargets.pools;
        if (pools == null || lent == null) {
            return null;
        }
        try {
            return pools.givingBack(lent);
        } catch (Throwable t) {
            HookFailures.caught(t);
            return null;
        }
    }

    /** As {@link #givingBack}, of an object that may be anything. */
    public static void closing(Object wrapper) {
        TrackedConnection connection = wrapper instanceof Connection ? givenBack(wrapper) : null;
        if (connection != null && connection.hasLateEvents()) {
            LateEvents.commit(connection);
        }
    }

    /** The handler of a proxy is called. */
    public static void invoking(@Nullable Object proxy, @Nullable Method method) {
        if (method != null && "close".equals(method.getName()) && proxy instanceof Connection) {
            givingBack(proxy);
        }
    }

    /** A method begins that closes a pool. */
    public static void poolClosing(Object pool) {
        Pools pools = HookTargets.pools;
        if (pools == null) {
            return;
        }
        try {
            pools.closing(pool);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }
}
