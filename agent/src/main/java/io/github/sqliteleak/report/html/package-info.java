/** The HTML page: one file without outside references. Templates stand in {@code src/main/jte}. */
@NullMarked
package io.github.sqliteleak.report.html;

import org.jspecify.annotations.NullMarked;
