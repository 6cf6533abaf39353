package io.github.sqliteleak.jmx;

import io.github.sqliteleak.moment.Signal;
import javax.management.openmbean.CompositeData;

/** What a notification is about, for programs. */
final class SignalData {
    private static final Table TABLE =
            new Table.Builder("Signal", "what a notification is about")
                    .text("kind", "leak, held, lockTimeout or wal")
                    .number("connectionId", "number of the connection in this JVM")
                    .text("database", "path, or how it is in memory")
                    .text("site", "the line to look at")
                    .build();

    private SignalData() {}

    static CompositeData row(Signal signal) {
        return TABLE.row(
                signal.kind().word(), signal.connectionId(), signal.database(), signal.site());
    }
}
