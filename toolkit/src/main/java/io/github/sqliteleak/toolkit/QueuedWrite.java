package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One write in line, and those who wait for it: several when it took the place of earlier ones. */
final class QueuedWrite {
    private final long sequence;
    private final long oldestSequence;
    private final long since;
    private final @Nullable Object key;
    private final TransactionWork<?, ?> work;
    private final List<CompletableFuture<@Nullable Object>> waiting = new ArrayList<>(1);
    private volatile boolean settled;
    private boolean replaced;

    QueuedWrite(
            long sequence,
            @Nullable Object key,
            TransactionWork<?, ?> work,
            long now,
            @Nullable QueuedWrite replaced) {
        this.sequence = sequence;
        this.key = key;
        this.work = work;
        this.oldestSequence = replaced == null ? sequence : replaced.oldestSequence;
        this.since = replaced == null ? now : replaced.since;
        if (replaced != null) {
            waiting.addAll(replaced.waiting);
        }
    }

    <T extends @Nullable Object> CompletableFuture<T> newFuture(BooleanSupplier isWritingThread) {
        CompletableFuture<@Nullable Object> future = new WriteFuture<>(isWritingThread);
        waiting.add(future);
        @SuppressWarnings(
                "unchecked") // The work that completes it is the one that it was made for.
        CompletableFuture<T> typed = (CompletableFuture<T>) (CompletableFuture<?>) future;
        return typed;
    }

    /** Of the oldest write that this one took the place of. */
    long oldestSequence() {
        return oldestSequence;
    }

    /** When the oldest write that this one took the place of was submitted; nanoTime. */
    long since() {
        return since;
    }

    /** Says that another write has taken its place, and those who wait for it. */
    void replace() {
        replaced = true;
    }

    boolean isReplaced() {
        return replaced;
    }

    @Nullable Object key() {
        return key;
    }

    UnwrittenWrite asUnwritten() {
        return new UnwrittenWrite(sequence, key);
    }

    /** Whether nobody wants it any more. */
    boolean isCancelled() {
        return waiting.stream().allMatch(CompletableFuture::isCancelled);
    }

    @Nullable Object run(Connection connection) throws Exception {
        return work.run(connection);
    }

    /** Says that its fate is sealed: committed, or failed by its own error. */
    void settle() {
        settled = true;
    }

    boolean isSettled() {
        return settled;
    }

    /** The class that the write was written in, for people. */
    String place() {
        String name = work.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }

    void succeed(@Nullable Object value) {
        waiting.forEach(future -> future.complete(value));
    }

    void fail(Throwable reason) {
        waiting.forEach(future -> future.completeExceptionally(reason));
    }
}
