/**
 * What is said of a wait for a lock, as values: the operation that waited, who held the lock and on
 * what evidence, and what caused a failure. From the search for holders to the reports there is no
 * other form of them.
 */
@NullMarked
package io.github.sqliteleak.waits;

import org.jspecify.annotations.NullMarked;
