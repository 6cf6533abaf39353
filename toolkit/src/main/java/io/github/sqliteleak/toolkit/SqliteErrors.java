package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Errors for people. */
public final class SqliteErrors {
    private SqliteErrors() {}

    /**
     * What an error of SQLite means, its usual causes with the most frequent first, and what to do:
     * several lines of text, without a stack trace. Knows locked, snapshot, corrupt, full disk,
     * read-only, cannot open and not a database; of any other error it gives the message.
     */
    public static String explain(SQLException exception) {
        if (exception instanceof WriterTimeoutException
                || exception instanceof SettingRefusedException) {
            return firstLine(exception);
        }
        int code = ResultCode.of(exception).code();
        Optional<KnownError> known =
                isDriversOwnCannotOpen(exception)
                        ? Optional.of(KnownError.SQLITE_CANTOPEN)
                        : KnownError.of(code);
        return known.map(error -> text(error, Math.max(code, error.code()), exception))
                .orElseGet(() -> firstLine(exception));
    }

    private static String text(KnownError error, int code, SQLException exception) {
        StringBuilder text = new StringBuilder();
        text.append(error).append(" (").append(code).append("): ").append(firstLine(exception));
        text.append("\n\nWhat it means: ").append(error.meaning());
        text.append("\n\nUsual causes, the most frequent first:");
        appendList(text, error.causes(), true);
        text.append("\n\nWhat to do:");
        appendList(text, error.cures(), false);
        return text.append('\n').toString();
    }

    private static void appendList(StringBuilder text, List<String> lines, boolean numbered) {
        for (int i = 0; i < lines.size(); i++) {
            String mark = numbered ? String.format(Locale.ROOT, "%d. ", i + 1) : "- ";
            text.append("\n  ").append(mark).append(lines.get(i));
        }
    }

    /** The driver looks at the path before SQLite does and then gives no code. */
    private static boolean isDriversOwnCannotOpen(SQLException exception) {
        String message = String.valueOf(exception.getMessage());
        return exception.getErrorCode() == 0
                && (message.startsWith("path to '") || message.startsWith("opening db: '"));
    }

    private static String firstLine(SQLException exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
    }
}
