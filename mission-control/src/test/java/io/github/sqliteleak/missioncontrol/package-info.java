/** Tests of the rules, on recordings made up and real. */
@NullMarked
package io.github.sqliteleak.missioncontrol;

import org.jspecify.annotations.NullMarked;
