/**
 * Flight Recorder events. {@link FlightLog} is the door: nothing behind it is loaded in a JVM
 * without the {@code jdk.jfr} module, and no event class before a recording has been started.
 */
@NullMarked
package io.github.sqliteleak.flight;

import org.jspecify.annotations.NullMarked;
