package io.github.sqliteleak.toolkit;

import java.time.Instant;

/**
 * A connection that was still open when its database was closed.
 *
 * @param writer whether it was the writer, else a reader
 * @param thread that opened it
 * @param since when it was opened
 * @param openSite the line that opened it, as {@code package.Class.method(File.java:line)}
 * @param closed whether it could be closed; not when its thread was in the middle of a statement
 *     that could not be stopped
 */
public record OpenConnection(
        boolean writer, String thread, Instant since, String openSite, boolean closed) {

    static OpenConnection of(Lease lease, boolean closed) {
        Opening opening = lease.opening();
        return new OpenConnection(
                opening.writer(), opening.threadName(), opening.since(), opening.site(), closed);
    }

    @Override
    public String toString() {
        return String.format(
                "%s opened at %s by thread \"%s\" at %s, %s",
                writer ? "writer" : "reader",
                openSite,
                thread,
                since,
                closed ? "now closed" : "still busy");
    }
}
