/** Runs the tests of {@code com.example} from outside and looks at what became of them. */
@NullMarked
package io.github.sqliteleak.junit;

import org.jspecify.annotations.NullMarked;
