package io.github.sqliteleak.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A verdict, given at exit. */
@Name("sqlite.ConnectionLeak")
@Label("Connection Leak")
@Description("A connection that the application never closed")
@StackTrace(false)
final class ConnectionLeakEvent extends OpenState {
    @Label("Kind")
    @Description("On what evidence it is called a leak")
    @Nullable String kind;
}
