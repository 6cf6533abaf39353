/** Who borrowed what from which pool. */
@NullMarked
package io.github.sqliteleak.pool;

import org.jspecify.annotations.NullMarked;
