package io.github.sqliteleak.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/**
 * One for each connection open at the end of a chunk of the recording: a snapshot, not a verdict.
 */
@Name("sqlite.OpenConnection")
@Label("Open Connection")
@Description("A connection that is open")
@Period("endChunk")
@StackTrace(false)
final class OpenConnectionEvent extends OpenState {}
