/** Reports as text for a terminal or a log: at exit, of many JVMs, of a failed test. */
@NullMarked
package io.github.sqliteleak.report.console;

import org.jspecify.annotations.NullMarked;
