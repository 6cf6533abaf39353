package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Databases of the class beside the leak check, in a JVM that has no agent yet. */
public final class AttachingBeforeDatabases {
    private AttachingBeforeDatabases() {}

    @SqliteLeakCheck
    public static class OnClass {
        @TestDatabase static Connection ofTheClass;

        @Test
        void uses() throws SQLException {
            ofTheClass.createStatement().close();
        }

        @Test
        void leaks() throws SQLException {
            Db.open();
        }
    }

    @SqliteLeakCheck
    public static class InBeforeAll {
        @BeforeAll
        static void uses(@TestDatabase Connection connection) throws SQLException {
            connection.createStatement().close();
        }

        @Test
        void leaks() throws SQLException {
            Db.open();
        }
    }

    public static class OnMethod {
        @TestDatabase static Connection ofTheClass;

        @Test
        @SqliteLeakCheck
        void leaks() throws SQLException {
            Db.open();
        }
    }

    public static class OnNested {
        @TestDatabase static Connection ofTheClass;

        @Nested
        @SqliteLeakCheck
        class Inner {
            @Test
            void leaks() throws SQLException {
                Db.open();
            }
        }
    }
}
