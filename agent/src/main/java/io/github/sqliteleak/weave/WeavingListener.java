package io.github.sqliteleak.weave;

import org.jspecify.annotations.Nullable;

/** Called once for each copy of the driver, by the thread that loads its first class. */
public interface WeavingListener {
    /**
     * A driver is about to be woven: its hooks will be called from now on.
     *
     * @param locks whether waits for locks are watched
     */
    void weaving(@Nullable String version, boolean locks);

    /**
     * A driver that was loaded before is about to be woven: its hooks will be called from now on,
     * and waits for locks are not watched.
     */
    void weavingLoaded(ClassLoader loader, @Nullable String version);

    /**
     * The connections of a driver that is about to be woven have an interface of their own for
     * {@code FollowedConnection}, since their class loader does not find the agent's.
     */
    void bridged(Class<?> followedConnection);

    /**
     * A driver is left as it is.
     *
     * @param reason a sentence for the user
     */
    void notWoven(@Nullable String version, String reason);

    /** A driver is left as it is, since classes of it were loaded before they could be woven. */
    void loadedBefore(ClassLoader loader, @Nullable String version);

    /**
     * Weaving has failed before anything was decided, for want of stack or memory. The class that
     * is being loaded is left as it is. Never throws.
     */
    void weavingFailed(Throwable failure);
}
