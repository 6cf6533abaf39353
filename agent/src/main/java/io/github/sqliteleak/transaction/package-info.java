/**
 * What begins, writes to and ends a transaction: follows the statements that a connection has run,
 * and notes at the connection which locks it has from then on.
 */
@NullMarked
package io.github.sqliteleak.transaction;

import org.jspecify.annotations.NullMarked;
