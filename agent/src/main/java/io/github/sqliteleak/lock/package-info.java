/** Busy handling in SQLite's place, waits for locks, and who holds the lock that is waited for. */
@NullMarked
package io.github.sqliteleak.lock;

import org.jspecify.annotations.NullMarked;
