/**
 * Settings that are commonly thought to be in force and are not: a closed list, told once for each
 * database, and only where what SQLite answered or did leaves no doubt.
 */
@NullMarked
package io.github.sqliteleak.settings;

import org.jspecify.annotations.NullMarked;
