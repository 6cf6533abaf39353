package io.github.sqliteleak.weave;

import org.jspecify.annotations.Nullable;

/** Is told once for each copy of the driver, by the thread that loads its first class. */
public interface WeavingListener {
    /** A driver is about to be woven: its hooks will be called from now on. */
    void weaving(@Nullable String version);

    /**
     * A driver is left as it is.
     *
     * @param reason a sentence for the user
     */
    void notWoven(@Nullable String version, String reason);
}
