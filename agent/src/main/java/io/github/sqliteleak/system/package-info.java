/**
 * The JVM and the operating system beneath the application: threads of the agent, waits with a
 * deadline, {@code /proc}, access to {@code java.lang}. Knows nothing of SQLite.
 */
@NullMarked
package io.github.sqliteleak.system;

import org.jspecify.annotations.NullMarked;
