/** Looks at the connections of a JVM that goes on running, for whoever asks from outside. */
@NullMarked
package io.github.sqliteleak.live;

import org.jspecify.annotations.NullMarked;
