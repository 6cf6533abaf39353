/**
 * Which test runs on which thread, and which test opened a connection. A JUnit Platform listener
 * that the platform finds by its service file reports the tests; this is the one package that knows
 * JUnit, which is not in the jar.
 */
@NullMarked
package io.github.sqliteleak.tests;

import org.jspecify.annotations.NullMarked;
