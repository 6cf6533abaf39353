/**
 * Other JVMs of this machine, seen from outside: which there are, whether one can be attached to,
 * and how it is asked for something.
 */
@NullMarked
package io.github.sqliteleak.attach;

import org.jspecify.annotations.NullMarked;
