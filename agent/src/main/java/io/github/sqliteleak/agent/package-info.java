@NullMarked
package io.github.sqliteleak.agent;

import org.jspecify.annotations.NullMarked;
