/**
 * A small shop's inventory on SQLite. Each service forgets a connection in its own way; its nested
 * {@code Careful} twin does the same work and forgets none.
 */
@NullMarked
package io.github.sqliteleak.demo;

import org.jspecify.annotations.NullMarked;
