/**
 * Writes files that nobody else can read or lead astray: readable by their owner only, through the
 * handle that made them, and along no link that another user can exchange.
 */
@NullMarked
package io.github.sqliteleak.files;

import org.jspecify.annotations.NullMarked;
