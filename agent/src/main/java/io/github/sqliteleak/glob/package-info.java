/** The globs of options and suppressions. */
@NullMarked
package io.github.sqliteleak.glob;

import org.jspecify.annotations.NullMarked;
