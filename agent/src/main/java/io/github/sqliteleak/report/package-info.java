/**
 * What one JVM reports, as plain values: leaked connections, lock waits, databases, settings. Leaks
 * are gathered into leak sites here, and each site has its fingerprint.
 */
@NullMarked
package io.github.sqliteleak.report;

import org.jspecify.annotations.NullMarked;
