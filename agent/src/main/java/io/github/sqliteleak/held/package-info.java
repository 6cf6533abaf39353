/** Warns about connections that stay open unused for long while the application runs. */
@NullMarked
package io.github.sqliteleak.held;

import org.jspecify.annotations.NullMarked;
