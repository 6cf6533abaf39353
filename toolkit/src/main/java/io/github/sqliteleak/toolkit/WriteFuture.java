package io.github.sqliteleak.toolkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The future of a write. The writing thread must not wait for it, nor for one derived from it: only
 * that thread could complete it. It is refused at once there, where it would otherwise hang for
 * ever.
 */
final class WriteFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final BooleanSupplier isWritingThread;

    WriteFuture(BooleanSupplier isWritingThread) {
        this.isWritingThread = isWritingThread;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new WriteFuture<>(isWritingThread);
    }

    @Override
    public T join() {
        refuseWaiting();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseWaiting();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        refuseWaiting();
        return super.get(timeout, unit);
    }

    private void refuseWaiting() {
        if (!isDone() && isWritingThread.getAsBoolean()) {
            throw new IllegalStateException(
                    "A write, or a callback on the writing thread, cannot wait for another write:"
                            + " only this very thread could do that one. Do both in one write, or"
                            + " go on in a callback (thenRun).");
        }
    }
}
