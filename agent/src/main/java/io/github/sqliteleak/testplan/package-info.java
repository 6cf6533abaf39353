/**
 * Tells the registry which test runs on which thread. A JUnit Platform listener that the platform
 * finds by its service file; the one package that knows JUnit, which is not in the jar.
 */
@NullMarked
package io.github.sqliteleak.testplan;

import org.jspecify.annotations.NullMarked;
