/**
 * Reads SQL text: what kind of statement it is, which pragmas it sets, and how it looks with its
 * literals masked. Knows nothing of connections.
 */
@NullMarked
package io.github.sqliteleak.sql;

import org.jspecify.annotations.NullMarked;
