/**
 * Who holds what for how long: connections that stay open unused, busy handling, waits for locks
 * and who holds those.
 */
@NullMarked
package io.github.sqliteleak.lock;

import org.jspecify.annotations.NullMarked;
