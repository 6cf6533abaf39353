/**
 * The words that all formats share: what a leak site, a lock wait, a clean-up or a cure is called.
 */
@NullMarked
package io.github.sqliteleak.report.words;

import org.jspecify.annotations.NullMarked;
