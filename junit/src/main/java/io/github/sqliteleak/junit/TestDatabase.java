package io.github.sqliteleak.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A fresh database, on a parameter or field of type {@link Path}, {@link String} (the JDBC URL),
 * {@link DataSource} or {@link Connection}. Instance fields, and parameters of tests, {@code
 * BeforeEach} and {@code AfterEach} methods, get one that lives for the test; static fields, and
 * parameters of {@code BeforeAll} and {@code AfterAll} methods, one that lives for the class.
 * Places with the same {@link #name} in one test, or in one class, get the same database, so their
 * settings must be equal. No two tests or JVMs ever meet in one.
 *
 * <p>A {@code Connection} is closed for the test, and is a new one for each place; with {@link
 * Storage#MEMORY}, where it is the database, all places have the same one. Those that the test
 * opens itself are its own to close.
 *
 * <p>An annotation of one's own that is annotated with it stands for it, settings and all.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@ExtendWith(TestDatabaseExtension.class)
public @interface TestDatabase {
    /** Where it lives; a file, unless the configuration of the run says otherwise. */
    Storage storage() default Storage.CONFIGURED;

    /** Tells several databases of one test apart. */
    String name() default "";

    /**
     * Scripts on the class path that make the schema, in this order: beside the test class, else
     * from the class path's root. SQLite itself reads them, so they may hold whatever it
     * understands.
     */
    String[] script() default {};

    /**
     * Makes the schema once for the JVM, and copies it for each test by SQLite's backup API: the
     * fast way for a schema that is not small.
     */
    boolean template() default false;

    /** Runs after the scripts: Flyway, Liquibase or code of one's own. */
    Class<? extends Migration> migration() default Migration.None.class;

    /**
     * Settings of each connection that is made by its URL or {@code DataSource}, as in {@code
     * foreign_keys=ON}. They must be known to the driver.
     */
    String[] pragmas() default {};

    /**
     * How a {@link Storage#FILE} is journalled; the others are in memory and cannot choose. Without
     * effect where the configuration chose one of those.
     */
    JournalMode journalMode() default JournalMode.WAL;

    /** What keeps the tests of a class apart. */
    Isolation isolation() default Isolation.DATABASE;

    /**
     * Whether its file stays. A database in memory is written into one, with what was committed;
     * one of {@link Storage#MEMORY} as its connection sees it.
     */
    Keep keep() default Keep.NEVER;

    /** Where a database lives. */
    enum Storage {
        /**
         * In memory, private to one connection, with which it ends. Each connection of a {@code
         * DataSource} has a database of its own, with the schema; a URL cannot carry a schema, and
         * there is no {@code Path}.
         */
        MEMORY,
        /**
         * In memory, under a name that no other test has: all connections by its URL see the same
         * data, until the test ends. There is no {@code Path}.
         */
        SHARED_MEMORY,
        /** A file in a folder of its own, below the temp folder. */
        FILE,
        /**
         * As the configuration parameter {@code sqliteleak.test-database.storage} says: {@code
         * FILE}, {@code SHARED_MEMORY} or {@code MEMORY}. A file without it, and wherever a test of
         * the class asks for the database's {@code Path}.
         */
        CONFIGURED
    }

    /** What keeps the tests of a class apart. */
    enum Isolation {
        /** Each has a database of its own, but for places that belong to the class. */
        DATABASE,
        /**
         * The class has one database, with one connection, and what a test does is rolled back when
         * it has ended; what {@code BeforeAll} does stays. Transactions of a {@code Connection}
         * that was handed out are savepoints, so commits are undone as well. Not undone are a
         * COMMIT in SQL, which fails the test, and what no transaction holds: most pragmas, ATTACH,
         * functions. VACUUM and {@code BEGIN} in SQL do not run, {@code foreign_keys} cannot be
         * changed, and deferred constraints are not checked. For a {@code Connection} or {@code
         * DataSource}, and tests that run one after the other.
         */
        ROLLBACK
    }

    /** SQLite's journal modes. {@code DELETE} is the default of SQLite itself. */
    enum JournalMode {
        WAL,
        DELETE,
        TRUNCATE,
        PERSIST,
        MEMORY,
        OFF
    }

    /** When the file stays for a look. */
    enum Keep {
        NEVER,
        /** When the test, or for one of a class any of its tests, has failed; it is said where. */
        ON_FAILURE
    }
}
