package io.github.sqliteleak.it.app;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordingStream;

/** Streams of events over its own JVM, with a leak. */
public final class Streams {
    private Streams() {}

    @SuppressWarnings("MustBeClosedChecker")
    public static void main(String... args) throws IOException, SQLException {
        RecordingStream recording = new RecordingStream();
        follow("recording", recording);
        follow("repository", EventStream.openRepository());
        Connection leaked = DriverManager.getConnection(Db.URL);
        Db.run(leaked, "CREATE TABLE t (x)");
        System.exit(0);
    }

    private static void follow(String name, EventStream stream) {
        stream.onEvent("sqlite.ConnectionLeak", event -> Db.say(name + " leak"));
        stream.onClose(() -> Db.say(name + " closed"));
        stream.startAsync();
    }
}
