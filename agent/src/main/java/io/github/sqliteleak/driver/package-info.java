/**
 * All that is known of sqlite-jdbc and SQLite by name or number: calls by reflection, flags, result
 * codes, files beside a database.
 */
@NullMarked
package io.github.sqliteleak.driver;

import org.jspecify.annotations.NullMarked;
