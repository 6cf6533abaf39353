/**
 * Shows the connections to clients of JMX. Loaded when the JVM has an MBean server, and never
 * before: no class outside this package refers to one of {@code javax.management}.
 */
@NullMarked
package io.github.sqliteleak.jmx;

import org.jspecify.annotations.NullMarked;
