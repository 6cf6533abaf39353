/** Programs that are recorded, in JVMs of their own. */
@NullMarked
package io.github.sqliteleak.missioncontrol.app;

import org.jspecify.annotations.NullMarked;
