@NullMarked
package io.github.sqliteleak.demo;

import org.jspecify.annotations.NullMarked;
