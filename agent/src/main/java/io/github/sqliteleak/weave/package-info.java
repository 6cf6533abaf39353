/**
 * Which methods of which driver get which call. The only user of Byte Buddy, of which its ASM is
 * enough; loaded when the first class of a driver is.
 */
@NullMarked
package io.github.sqliteleak.weave;

import org.jspecify.annotations.NullMarked;
