package io.github.sqliteleak.weave;

import org.jspecify.annotations.Nullable;

/** Is told once for each copy of the driver, by the thread that loads its first class. */
public interface WeavingListener {
    /**
     * A driver is about to be woven: its hooks will be called from now on.
     *
     * @param locks whether waits for locks are watched
     */
    void weaving(@Nullable String version, boolean locks);

    /**
     * A driver is left as it is.
     *
     * @param reason a sentence for the user
     */
    void notWoven(@Nullable String version, String reason);

    /** A driver is left as it is, since classes of it were loaded before the agent was there. */
    void loadedBefore(ClassLoader loader, @Nullable String version);
}
