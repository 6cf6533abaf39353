/** What is open and who waits for whom at one moment, as plain values. */
@NullMarked
package io.github.sqliteleak.moment;

import org.jspecify.annotations.NullMarked;
