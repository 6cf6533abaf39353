package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** A failure of SQLite with the file in its message, which SQLite leaves out. */
final class NamedFailure {
    private NamedFailure() {}

    /** Of the same type as the driver's own, with the failure as its cause. */
    static SQLException of(Path file, SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(file.toString()) || failure instanceof SettingRefusedException) {
            return failure;
        }
        SQLException named = named(message + " (" + file + ")", failure);
        named.initCause(failure);
        return named;
    }

    private static SQLException named(String text, SQLException failure) {
        try {
            if (failure instanceof SQLiteException) {
                return Typed.of(text, failure);
            }
        } catch (LinkageError olderDriver) {
            // Drivers before 3.15.1 have no such type.
        }
        return new SQLException(text, failure.getSQLState(), failure.getErrorCode());
    }

    /** A class of its own, since the type is looked for as soon as this one is loaded. */
    private static final class Typed {
        private static SQLException of(String text, SQLException failure) {
            return new SQLiteException(text, ((SQLiteException) failure).getResultCode());
        }
    }
}
