@NullMarked
package io.github.sqliteleak.exit;

import org.jspecify.annotations.NullMarked;
