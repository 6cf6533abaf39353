package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Readers that nobody uses, kept open for the next one: so many at most, and none for longer than
 * so long. The one given back last is handed out first, so that the others can come of age.
 */
final class IdleReaders {
    /** Set while a leak check looks for connections that are left open: these would be some. */
    private static final String CHECKED = "sqliteleak.leak-check.running";

    private record Idle(KeptConnection connection, long since) {}

    private final int most;
    private final long longestNanos;
    // No lock: borrowers pass here all the time and must not wait for each other.
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean closed;

    IdleReaders(int most, Duration longest) {
        this.most = most;
        this.longestNanos = Durations.nanos(longest);
    }

    /** Null when none is there. */
    @Nullable KeptConnection take() {
        Idle last = idle.pollFirst();
        if (last == null) {
            return null;
        }
        size.decrementAndGet();
        return last.connection();
    }

    /**
     * Keeps one for the next borrower.
     *
     * @return false when it is not kept, and to be closed
     */
    boolean keep(KeptConnection connection) {
        if (closed || System.getProperty(CHECKED) != null) {
            return false;
        }
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            return false;
        }
        idle.addFirst(new Idle(connection, System.nanoTime()));
        if (closed) {
            closeAll();
        } else if (!looking.get() && looking.compareAndSet(false, true)) {
            lookLater(longestNanos);
        }
        return true;
    }

    int size() {
        return size.get();
    }

    /** Closes all, and keeps none any more. */
    void close() {
        closed = true;
        closeAll();
    }

    private void closeAll() {
        for (KeptConnection each = take(); each != null; each = take()) {
            closeQuietly(each);
        }
    }

    /** Closes those that nobody has used for too long; the JDK's own timer calls it. */
    private void look() {
        long now = System.nanoTime();
        Idle oldest = idle.peekLast();
        while (oldest != null && now - oldest.since() >= longestNanos) {
            // Somebody may just have taken it.
            if (idle.removeLastOccurrence(oldest)) {
                size.decrementAndGet();
                closeQuietly(oldest.connection());
            }
            oldest = idle.peekLast();
        }
        if (oldest != null) {
            lookLater(longestNanos - (now - oldest.since()));
            return;
        }
        looking.set(false);
        if (!idle.isEmpty() && looking.compareAndSet(false, true)) {
            lookLater(longestNanos);
        }
    }

    private void lookLater(long nanos) {
        Executor later = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
        later.execute(this::look);
    }

    private static void closeQuietly(KeptConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The driver lets go of a connection even when closing it fails.
        }
    }
}
