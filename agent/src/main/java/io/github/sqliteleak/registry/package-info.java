/**
 * Who opened what: the connections of this JVM with their opening stacks and statements, the state
 * of their transactions, and the notice that a connection was garbage-collected while open. Knows
 * nothing of who fills it in, and of what is reported.
 */
@NullMarked
package io.github.sqliteleak.registry;

import org.jspecify.annotations.NullMarked;
