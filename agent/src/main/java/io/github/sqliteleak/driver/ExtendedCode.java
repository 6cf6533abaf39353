package io.github.sqliteleak.driver;

import java.sql.SQLException;

/**
 * The extended result code of a failure; {@link SQLException#getErrorCode()} has only the primary
 * one.
 */
public final class ExtendedCode {
    private ExtendedCode() {}

    /** By the driver's {@code SQLiteException.getResultCode().code}, else the primary code. */
    public static int of(SQLException failure) {
        try {
            Object code = ReflectiveMember.RESULT_CODE.in(failure.getClass()).invoke(failure);
            return ReflectiveMember.CODE_NUMBER.fieldIn(code.getClass()).getInt(code);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return failure.getErrorCode();
        }
    }
}
