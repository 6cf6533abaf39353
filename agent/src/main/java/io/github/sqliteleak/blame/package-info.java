/**
 * Whose a stack frame is, and what stays the same about a leak from run to run. Asked when
 * something leaked, never before; looks at classes from outside and at no member of them.
 */
@NullMarked
package io.github.sqliteleak.blame;

import org.jspecify.annotations.NullMarked;
