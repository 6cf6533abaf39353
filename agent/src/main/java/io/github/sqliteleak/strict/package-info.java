/**
 * What the Jupiter extension asks of the agent: the connections that a test or a class opened, and
 * what leaked of them. The extension finds {@link io.github.sqliteleak.strict.TestBridge} by its
 * name.
 */
@NullMarked
package io.github.sqliteleak.strict;

import org.jspecify.annotations.NullMarked;
