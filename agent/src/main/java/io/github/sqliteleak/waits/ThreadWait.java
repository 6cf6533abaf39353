package io.github.sqliteleak.waits;

import org.jspecify.annotations.Nullable;

/**
 * What a thread was waiting for while it held a lock that another thread waited for.
 *
 * @param site where, the first own frame of its stack; null when there is none
 * @param call what it has called, such as {@code Thread.join}; null when that is not known
 * @param forWaiter whether it was proven to wait for the thread that waited for the lock
 */
public record ThreadWait(@Nullable String site, @Nullable String call, boolean forWaiter) {}
