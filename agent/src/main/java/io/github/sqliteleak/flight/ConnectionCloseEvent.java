package io.github.sqliteleak.flight;

import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A close by the application; off unless the recording's settings turn it on. */
@Name("sqlite.ConnectionClose")
@Label("Connection Close")
@Description("The application closed a connection")
@Enabled(false)
@StackTrace(true)
@Throttle("off")
final class ConnectionCloseEvent extends ConnectionEvent {
    @Label("Lifetime")
    @Description("From opening to closing")
    @Timespan(Timespan.NANOSECONDS)
    long lifetime;

    @Label("Open Site")
    @Description("First frame of user code of the opening stack")
    @Nullable String openSite;

    @Label("Open Stack")
    @Description("The opening stack, one frame a line")
    @Nullable String openStack;
}
