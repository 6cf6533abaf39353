/**
 * Settings that are commonly thought to be in force and are not: a closed list, reported once for
 * each database, and only where the answer of SQLite leaves no doubt.
 */
@NullMarked
package io.github.sqliteleak.settings;

import org.jspecify.annotations.NullMarked;
