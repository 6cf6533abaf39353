package io.github.sqliteleak.judge;

/** A suppression that cannot be used; the message is one line that names its file and line. */
public final class PatternException extends Exception {
    private static final long serialVersionUID = 1;

    PatternException(String message) {
        super(message);
    }
}
