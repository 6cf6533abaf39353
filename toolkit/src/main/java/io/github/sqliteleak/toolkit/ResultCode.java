package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/**
 * SQLite's result code of an exception.
 *
 * @param code the extended code where driver and SQLite tell it, else the primary one; 0 when the
 *     exception does not come from SQLite
 */
record ResultCode(int code) {
    static final int BUSY = 5;
    static final int LOCKED = 6;
    static final int BUSY_SNAPSHOT = BUSY | 2 << 8;
    private static final int DEPTH = 8;

    /**
     * A batch's exception has no code of its own, and libraries wrap it: causes are asked as well.
     */
    static ResultCode of(Throwable exception) {
        Throwable at = exception;
        for (int i = 0; i < DEPTH && at != null; i++, at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getErrorCode() != 0) {
                return new ResultCode(extended(sql));
            }
        }
        return new ResultCode(0);
    }

    int primary() {
        return code & 0xFF;
    }

    boolean isBusyOrLocked() {
        return primary() == BUSY || primary() == LOCKED;
    }

    private static int extended(SQLException exception) {
        try {
            if (exception instanceof SQLiteException sqlite) {
                int code = sqlite.getResultCode().code;
                // The driver's enum does not know every code of SQLite and then answers -1.
                return code > 0 ? code : exception.getErrorCode();
            }
        } catch (LinkageError olderDriver) {
            // Drivers before 3.15.1 have no extended codes.
        }
        return exception.getErrorCode();
    }
}
