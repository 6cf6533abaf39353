package io.github.sqliteleak.flight;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/** What the events about one connection have in common. */
@Category({"SQLite", "Connections"})
abstract class ConnectionEvent extends Event implements LateEvents.Event {
    @Label("Connection Id")
    @Description("Number of the connection in this JVM, from 1")
    long connectionId;

    @Label("Database")
    @Description("Absolute path of the database, or how it is in memory")
    @Nullable String database;

    private static final int SITE_DEPTH = 64;

    void about(TrackedConnection connection) {
        connectionId = connection.id();
        database = DatabaseFile.of(connection.file(), connection.flags()).display();
    }

    /** One frame a line, without those of the driver and of the agent on top. */
    static String text(CapturedStack captured) {
        return String.join("\n", CallStack.of(captured, SITE_DEPTH).lines());
    }

    static @Nullable String site(@Nullable CapturedStack captured) {
        return captured == null ? null : CallStack.of(captured, SITE_DEPTH).site();
    }
}
