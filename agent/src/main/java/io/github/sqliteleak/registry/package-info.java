/**
 * Who opened what: the connections of this JVM with their opening stacks, statements, transactions
 * and owners, and the notice that a connection was garbage-collected while open. Knows nothing of
 * how it is told and of what is reported.
 */
@NullMarked
package io.github.sqliteleak.registry;

import org.jspecify.annotations.NullMarked;
