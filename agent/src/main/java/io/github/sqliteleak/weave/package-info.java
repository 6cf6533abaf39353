@NullMarked
package io.github.sqliteleak.weave;

import org.jspecify.annotations.NullMarked;
