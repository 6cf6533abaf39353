/**
 * Rules for JDK Mission Control that judge the agent's Flight Recorder events, each in a class of
 * its own; {@link io.github.sqliteleak.missioncontrol.SqliteRule} holds what they share. They are
 * found as services, on a class path as in Mission Control's dropins. Rules know events by name and
 * fields by name only: what a recording lacks is unknown, never an error.
 */
@NullMarked
package io.github.sqliteleak.missioncontrol;

import org.jspecify.annotations.NullMarked;
