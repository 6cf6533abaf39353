package io.github.sqliteleak.weave;

/** A driver class is not built as the probes expect it. */
final class WeaveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WeaveException(String message) {
        super(message);
    }
}
