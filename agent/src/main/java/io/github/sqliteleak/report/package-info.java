/**
 * What one JVM reports: the model, its grouping into leak sites, fingerprints, redaction, and the
 * renderers that turn it into JSON and console text. Reports are plain values; nothing here knows
 * where they came from.
 */
@NullMarked
package io.github.sqliteleak.report;

import org.jspecify.annotations.NullMarked;
