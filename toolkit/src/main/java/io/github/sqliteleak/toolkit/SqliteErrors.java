package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Errors for people. */
public final class SqliteErrors {
    private static final int ERROR = 1;

    private SqliteErrors() {}

    /**
     * What an error of SQLite means, its usual causes with the most frequent first, and what to do:
     * several lines of text, without a stack trace. Knows locked, snapshot, corrupt, full disk,
     * read-only, cannot open, not a database, interrupted and misuse, and by their texts what the
     * connection's own result or transaction is in the way of, missing tables and what was closed;
     * of any other error it gives the message.
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
        if (known.isPresent()) {
            KnownError error = known.get();
            String title = error + " (" + Math.max(code, error.code()) + "): ";
            return text(title, exception, error.meaning(), error.causes(), error.cures());
        }
        String title = code == ERROR ? "SQLITE_ERROR (1): " : "";
        return (code == ERROR || code == 0
                        ? KnownText.of(String.valueOf(exception.getMessage()))
                        : Optional.<KnownText>empty())
                .map(it -> text(title, exception, it.meaning(), it.causes(), it.cures()))
                .orElseGet(() -> firstLine(exception));
    }

    private static String text(
            String title,
            SQLException exception,
            String meaning,
            List<String> causes,
            List<String> cures) {
        StringBuilder text = new StringBuilder();
        text.append(title).append(firstLine(exception));
        text.append("\n\nWhat it means: ").append(meaning);
        text.append("\n\nUsual causes, the most frequent first:");
        appendList(text, causes, true);
        text.append("\n\nWhat to do:");
        appendList(text, cures, false);
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
