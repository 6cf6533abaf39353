package io.github.sqliteleak.cli;

/** Something that the user has to put right; the message is one line. */
final class WrongUseException extends Exception {
    private static final long serialVersionUID = 1;

    WrongUseException(String message) {
        super(message);
    }
}
