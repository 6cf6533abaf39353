package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The database stayed busy through all attempts. Every attempt's exception is a suppressed one, in
 * order; {@link #getErrorCode()} is that of the last.
 */
public final class BusyRetriesExhaustedException extends SQLException {
    private static final long serialVersionUID = 1L;

    BusyRetriesExhaustedException(String limit, Duration elapsed, List<Exception> attempts) {
        super(message(limit, elapsed, attempts), state(attempts), code(attempts));
        attempts.forEach(this::addSuppressed);
    }

    /** How often the work was tried. */
    public int attempts() {
        return getSuppressed().length;
    }

    private static String message(String limit, Duration elapsed, List<Exception> attempts) {
        return String.format(
                Locale.ROOT,
                "Still busy after %d attempts in %s s (%s). Last: %s",
                attempts.size(),
                Durations.seconds(elapsed),
                limit,
                last(attempts).getMessage());
    }

    private static @Nullable String state(List<Exception> attempts) {
        return last(attempts) instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private static int code(List<Exception> attempts) {
        return ResultCode.of(last(attempts)).primary();
    }

    private static Exception last(List<Exception> attempts) {
        return attempts.get(attempts.size() - 1);
    }
}
