/**
 * What woven driver code calls: static, tiny, without locks, and never throwing. A hook notes what
 * happened and leaves all else to the registry.
 */
@NullMarked
package io.github.sqliteleak.hook;

import org.jspecify.annotations.NullMarked;
