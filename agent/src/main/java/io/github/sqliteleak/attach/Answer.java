package io.github.sqliteleak.attach;

import org.jspecify.annotations.Nullable;

/**
 * What a JVM answers that was attached to. It stands in a system property there, which the attach
 * mechanism reads: that takes no file and no socket.
 *
 * @param done whether it has done what it was asked for
 * @param line for the user
 */
public record Answer(boolean done, String line) {
    static final String PROPERTY = "sqliteleak.answer";

    private static final String DONE = "done: ";
    private static final String NOT_DONE = "not done: ";

    /** By the JVM that is asked. */
    public void give() {
        System.setProperty(PROPERTY, (done ? DONE : NOT_DONE) + line);
    }

    static Answer read(@Nullable String text) {
        if (text != null && text.startsWith(DONE)) {
            return new Answer(true, text.substring(DONE.length()));
        }
        return new Answer(
                false,
                text != null && text.startsWith(NOT_DONE)
                        ? text.substring(NOT_DONE.length())
                        : "it has not answered");
    }
}
