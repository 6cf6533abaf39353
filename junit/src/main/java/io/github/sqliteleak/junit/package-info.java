/**
 * For JUnit Jupiter: tests that fail when they leave a connection open ({@link
 * io.github.sqliteleak.junit.SqliteLeakCheck}), and databases of their own for tests ({@link
 * io.github.sqliteleak.junit.TestDatabase}).
 */
@NullMarked
package io.github.sqliteleak.junit;

import org.jspecify.annotations.NullMarked;
