package io.github.sqliteleak.attach;

/** A JVM cannot be attached to; the message says why and what to do, in one line. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String line) {
        super(line);
    }
}
