package io.github.sqliteleak.moment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread at a moment.
 *
 * @param state of {@link Thread.State}
 * @param stack innermost frame first; empty when nobody asked
 * @param blockedBy id of the thread that has the Java lock that this one waits for; null for none
 */
public record HolderThread(
        long id, String name, String state, List<String> stack, @Nullable Long blockedBy) {

    /** With the thread that has the Java lock it waits for. */
    public HolderThread blockedBy(@Nullable Long owner) {
        return new HolderThread(id, name, state, stack, owner);
    }
}
