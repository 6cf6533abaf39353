@NullMarked
package io.github.sqliteleak.hook;

import org.jspecify.annotations.NullMarked;
