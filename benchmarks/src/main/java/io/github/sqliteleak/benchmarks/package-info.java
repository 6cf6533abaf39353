/**
 * What the agent costs: runs each measurement beside its baseline, in turn, and judges the
 * difference.
 */
@NullMarked
package io.github.sqliteleak.benchmarks;

import org.jspecify.annotations.NullMarked;
