/**
 * The end of the JVM: waits for the application's own shutdown hooks, judges what is still open,
 * closes it, checkpoints on a fresh connection, and hands over the report. All of it within a
 * deadline.
 */
@NullMarked
package io.github.sqliteleak.exit;

import org.jspecify.annotations.NullMarked;
