/** Reports and baselines as JSON, written and read, and the files they stand in. */
@NullMarked
package io.github.sqliteleak.report.json;

import org.jspecify.annotations.NullMarked;
