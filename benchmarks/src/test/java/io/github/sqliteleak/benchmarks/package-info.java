@NullMarked
package io.github.sqliteleak.benchmarks;

import org.jspecify.annotations.NullMarked;
