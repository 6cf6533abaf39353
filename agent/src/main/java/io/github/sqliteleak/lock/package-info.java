/**
 * Who holds what for how long. Today: connections that stay open unused. Lock waits and their
 * holders belong here.
 */
@NullMarked
package io.github.sqliteleak.lock;

import org.jspecify.annotations.NullMarked;
