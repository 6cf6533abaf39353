/**
 * The cures for what the leak agent finds: one writer and many readers, bounded retries, a queue
 * for writes, WAL-safe closing and deleting, and errors that say what to do. Works with or without
 * the agent; needs nothing but sqlite-jdbc.
 *
 * <p>No file of a database is ever opened with Java IO: closing such a descriptor drops the POSIX
 * locks that SQLite holds in this process. Existence, size and inode are all that is asked for.
 */
@NullMarked
package io.github.sqliteleak.toolkit;

import org.jspecify.annotations.NullMarked;
