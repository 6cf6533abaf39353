package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one writer was not to be had in time. The message names who holds it and what to do. */
public final class WriterTimeoutException extends SQLTimeoutException {
    private static final long serialVersionUID = 1L;

    private final Duration waited;
    private final @Nullable String holderThread;
    private final @Nullable Instant heldSince;
    private final @Nullable String heldFrom;

    private WriterTimeoutException(String message, Duration waited, @Nullable Opening holder) {
        super(message);
        this.waited = waited;
        this.holderThread = holder == null ? null : holder.threadName();
        this.heldSince = holder == null ? null : holder.since();
        this.heldFrom = holder == null ? null : holder.site();
    }

    /** Somebody else had it for too long. */
    static WriterTimeoutException ofOthers(
            Path file, Duration timeout, Duration waited, @Nullable Opening holder) {
        return new WriterTimeoutException(message(file, timeout, holder), waited, holder);
    }

    /** The thread that asks for it has it already. */
    static WriterTimeoutException ofItself(Path file, Opening holder, boolean inTransaction) {
        String message =
                String.format(
                        "No writer for %s: this thread, \"%s\", holds it itself%s %s %s",
                        file,
                        holder.threadName(),
                        inTransaction ? " in a transaction" : "",
                        held(holder),
                        inTransaction
                                ? "Pass that transaction's Connection on instead of asking for a"
                                        + " second writer."
                                : "Use that Connection, or close it before asking for another one.");
        return new WriterTimeoutException(message, Duration.ZERO, holder);
    }

    /** How long was waited. */
    public Duration waited() {
        return waited;
    }

    /** The thread that took the writer; empty when it changed hands at this very moment. */
    public Optional<String> holderThread() {
        return Optional.ofNullable(holderThread);
    }

    /** When the holder took it. */
    public Optional<Instant> heldSince() {
        return Optional.ofNullable(heldSince);
    }

    /** The line that took it, as {@code package.Class.method(File.java:line)}. */
    public Optional<String> heldFrom() {
        return Optional.ofNullable(heldFrom);
    }

    private static String message(Path file, Duration timeout, @Nullable Opening holder) {
        if (holder == null) {
            return String.format(
                    "No writer for %s within %s s: others were served first."
                            + " Allow a longer wait or write in larger transactions.",
                    file, Durations.seconds(timeout));
        }
        return String.format(
                "No writer for %s within %s s: thread \"%s\" holds it %s"
                        + " Close that Connection as soon as its writes are done"
                        + " (try-with-resources), keep slow work such as network calls out of the"
                        + " transaction, or allow a longer wait.",
                file, Durations.seconds(timeout), holder.threadName(), held(holder));
    }

    private static String held(Opening holder) {
        return String.format(
                "since %s (for %s s), taken at %s.",
                holder.since(), Durations.seconds(holder.age()), holder.site());
    }
}
