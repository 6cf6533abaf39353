/**
 * What JVMs report: the model, its grouping into leak sites, fingerprints, redaction, its JSON
 * written and read, many reports added up, and the renderers for people and build servers. Reports
 * are plain values; nothing here knows where they came from.
 */
@NullMarked
package io.github.sqliteleak.report;

import org.jspecify.annotations.NullMarked;
