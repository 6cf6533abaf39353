package io.github.sqliteleak.hook;

import java.lang.invoke.MethodHandles.Lookup;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link OpenHooks#handleOpened} does, where a security manager asks whoever has opened for
 * what the agent may do.
 */
final class GuardedOpening implements Runnable {
    private final Object handle;
    private final String file;
    private final int flags;
    private final Set<?> statements;
    private final @Nullable Object opening;
    private final @Nullable Lookup driver;
    private @Nullable Object tracked;

    GuardedOpening(
            Object handle,
            String file,
            int flags,
            Set<?> statements,
            @Nullable Object opening,
            @Nullable Lookup driver) {
        this.handle = handle;
        this.file = file;
        this.flags = flags;
        this.statements = statements;
        this.opening = opening;
        this.driver = driver;
    }

    @Override
    public void run() {
        tracked = OpenHooks.followed(handle, file, flags, statements, opening, driver);
    }

    @Nullable Object tracked() {
        return tracked;
    }
}
