/**
 * What the reports of a build amount to: many reports added up, what is suppressed, what the
 * baseline allows, and what is new.
 */
@NullMarked
package io.github.sqliteleak.judge;

import org.jspecify.annotations.NullMarked;
