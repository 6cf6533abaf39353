package io.github.sqliteleak.flight;

import io.github.sqliteleak.driver.OpenFlags;
import io.github.sqliteleak.registry.ConnectionObserver;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.function.Consumer;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** From before the native open until the connection's constructor has returned. */
@Name("sqlite.ConnectionOpen")
@Label("Connection Open")
@Description("A connection was opened")
@Threshold("0 ns")
@StackTrace(true)
@Throttle("off")
final class ConnectionOpenEvent extends ConnectionEvent implements ConnectionObserver.Opening {
    /** Is given what committing it throws; no field of the event. */
    private final transient Consumer<Throwable> failures;

    ConnectionOpenEvent(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    @Label("URL")
    @Description("JDBC URL without secrets")
    @Nullable String url;

    @Label("Read Only")
    @Description("Whether the connection was opened for reading only")
    boolean readOnly;

    @Override
    public void opened(TrackedConnection connection) {
        end();
        if (shouldCommit()) {
            about(connection);
            url = connection.urlWithoutParameters();
            readOnly = OpenFlags.isReadOnly(connection.flags());
            LateEvents.add(connection, this, failures);
        }
    }
}
