/**
 * What the reports of a build amount to: which leaks are suppressed, which the baseline allows, and
 * which are new.
 */
@NullMarked
package io.github.sqliteleak.judge;

import org.jspecify.annotations.NullMarked;
