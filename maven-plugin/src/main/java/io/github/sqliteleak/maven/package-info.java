/**
 * The Maven plugin: puts the agent into test JVMs, notices when that failed, and judges the reports
 * by the agent's own command line.
 */
@NullMarked
package io.github.sqliteleak.maven;

import org.jspecify.annotations.NullMarked;
