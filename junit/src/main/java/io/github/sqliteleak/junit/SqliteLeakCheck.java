package io.github.sqliteleak.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each test closes the connections that it opens. What a test has left open after its {@code
 * AfterEach} is closed, is in the agent's report as {@code open-after-test}, and fails that test
 * and no other. A connection opened in {@code @BeforeAll}, or in the constructor of a class with
 * one instance for all tests, belongs to the class and is judged after {@code @AfterAll}.
 *
 * <p>For all classes at once: the configuration parameter {@code sqliteleak.leak-check=true}. In
 * code, with a place among other extensions: {@link SqliteLeakCheckExtension}.
 *
 * <p>Needs the sqlite-leak agent. When the JVM was started without, the agent attaches itself, to a
 * driver that is loaded already, too; where the JVM forbids that, the test fails with the JVM
 * argument to add. On a method, what the constructor opens is not looked at.
 *
 * <p>Left alone are connections that a pool owns, those that {@link #ignore} matches, and those
 * opened by a thread of which it is not certain whose work it did: see {@code testing.md}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(SqliteLeakCheckExtension.class)
public @interface SqliteLeakCheck {
    /** What a connection that was left open amounts to. */
    Policy policy() default Policy.FAIL;

    /**
     * Patterns of connections to leave alone, as in a suppressions file: {@code
     * open:com.example.Repo#load}, {@code any:com.example.legacy.**}, {@code db:*cache.db}, {@code
     * test:…}, {@code fp:…}. The globs are anchored.
     */
    String[] ignore() default {};

    /** It is closed and reported in each case. */
    enum Policy {
        /** The test fails. */
        FAIL,
        /** The test passes, and says on standard error and as a report entry what it left open. */
        WARN,
        /** The test passes in silence. */
        CLOSE
    }
}
