@NullMarked
package io.github.sqliteleak.registry;

import org.jspecify.annotations.NullMarked;
