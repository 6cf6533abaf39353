package io.github.sqliteleak.flight;

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
final class ConnectionOpenEvent extends ConnectionEvent {
    @Label("URL")
    @Description("JDBC URL without secrets")
    @Nullable String url;

    @Label("Read Only")
    @Description("Whether the connection was opened for reading only")
    boolean readOnly;
}
