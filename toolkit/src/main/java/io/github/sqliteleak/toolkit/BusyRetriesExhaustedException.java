package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The database stayed busy through all attempts. Every attempt's exception is a suppressed one, in
 * order; {@link #getErrorCode()} is that of the last.
 */
public final class BusyRetriesExhaustedException extends SQLException {
    private static final long serialVersionUID = 1L;

    BusyRetriesExhaustedException(String limit, Duration elapsed, List<SQLException> attempts) {
        super(message(limit, elapsed, attempts), last(attempts).getSQLState(), code(attempts));
        attempts.forEach(this::addSuppressed);
    }

    /** How often the work was tried. */
    public int attempts() {
        return getSuppressed().length;
    }

    private static String message(String limit, Duration elapsed, List<SQLException> attempts) {
        return String.format(
                Locale.ROOT,
                "Still busy after %d attempts in %s s (%s). Last: %s",
                attempts.size(),
                Durations.seconds(elapsed),
                limit,
                last(attempts).getMessage());
    }

    private static int code(List<SQLException> attempts) {
        return ResultCode.of(last(attempts)).primary();
    }

    private static SQLException last(List<SQLException> attempts) {
        return attempts.get(attempts.size() - 1);
    }
}
