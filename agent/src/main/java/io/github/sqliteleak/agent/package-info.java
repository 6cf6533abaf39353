/**
 * Where the JVM enters: {@code premain}, the options, and the wiring of the other packages. Reads
 * as a table of contents.
 */
@NullMarked
package io.github.sqliteleak.agent;

import org.jspecify.annotations.NullMarked;
