package io.github.sqliteleak.settings;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's JDBC pools, which hand the driver other properties each time, asked how many connections
 * they have. Known are those that have a cleaner, as they do unless it was turned off.
 */
final class TomcatPools {
    private static final String POOL = "org.apache.tomcat.jdbc.pool.ConnectionPool";

    /** It is among these of the agent, the driver, {@code java.sql} and the pool. */
    private static final int NEAREST_FRAMES = 20;

    private static final StackWalker WALKER =
            StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private TomcatPools() {}

    /**
     * Whether one of them opens a connection in the calling thread, and one with this URL has more
     * than one.
     */
    static boolean openAnother(@Nullable String url) {
        Class<?> pools = onThisStack();
        if (pools == null || url == null) {
            return false;
        }
        try {
            Set<?> cleaners = (Set<?>) pools.getMethod("getPoolCleaners").invoke(null);
            for (Object cleaner : cleaners) {
                if (isOfSeveral(pools, cleaner, url)) {
                    return true;
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version, or a pool that comes or goes at this moment.
        }
        return false;
    }

    private static boolean isOfSeveral(Class<?> pools, Object cleaner, String url)
            throws ReflectiveOperationException {
        Field field = cleaner.getClass().getDeclaredField("pool");
        field.setAccessible(true);
        Object pool = ((Reference<?>) field.get(cleaner)).get();
        if (pool == null) {
            return false;
        }
        Object settings = pools.getMethod("getPoolProperties").invoke(pool);
        return url.equals(settings.getClass().getMethod("getUrl").invoke(settings))
                && (Integer) pools.getMethod("getSize").invoke(pool) > 1;
    }

    private static @Nullable Class<?> onThisStack() {
        return WALKER.walk(
                frames ->
                        frames.limit(NEAREST_FRAMES)
                                .filter(frame -> frame.getClassName().equals(POOL))
                                .<Class<?>>map(StackFrame::getDeclaringClass)
                                .findFirst()
                                .orElse(null));
    }
}
