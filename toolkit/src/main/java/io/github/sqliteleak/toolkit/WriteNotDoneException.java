package io.github.sqliteleak.toolkit;

/** A queue was closed before this write's turn; it is not in the database. */
public final class WriteNotDoneException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    WriteNotDoneException(String message) {
        super(message);
    }
}
