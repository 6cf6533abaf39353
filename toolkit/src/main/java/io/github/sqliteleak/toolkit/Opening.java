package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** When, where and by whom a connection was taken. Texts are made only when they are asked for. */
final class Opening {
    private final boolean writer;
    private final Thread thread = Thread.currentThread();
    private final long nanoTime = System.nanoTime();
    private final Supplier<String> site;

    private Opening(boolean writer, Supplier<String> site) {
        this.writer = writer;
        this.site = site;
    }

    /** By the line of the user's that is calling. */
    static Opening now(boolean writer) {
        return new Opening(writer, CallSite.current());
    }

    static Opening writerNow() {
        return now(true);
    }

    /**
     * Of the writer, by what is asked for when somebody wants to know.
     *
     * @param site what to name instead of a line
     */
    static Opening by(Supplier<String> site) {
        return new Opening(true, site);
    }

    boolean writer() {
        return writer;
    }

    Thread thread() {
        return thread;
    }

    Instant since() {
        return Instant.now().minus(age());
    }

    String site() {
        return site.get();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** The name, or the id of a thread without one, as virtual threads are. */
    String threadName() {
        String name = thread.getName();
        return name.isEmpty() ? thread.toString() : name;
    }
}
