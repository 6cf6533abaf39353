package com.example;

import io.github.sqliteleak.junit.SqliteConnections;
import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.SqliteLeakCheck.Policy;
import io.github.sqliteleak.junit.SqliteLeakCheckExtension;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leaks for a check that is put in force in other ways than by its annotation. */
public final class WholeSuite {
    private WholeSuite() {}

    /** Knows nothing of the check. */
    public static class Plain {
        private Connection field;

        @BeforeEach
        void open() throws SQLException {
            field = Db.open();
        }

        @AfterEach
        void close() throws SQLException {
            field.close();
        }

        @Test
        void leaksByName() throws SQLException {
            Db.open();
        }

        @Test
        void closes() throws SQLException {
            Db.open().close();
        }

        @Test
        void asks(SqliteConnections connections) {
            if (connections.open().size() != 1) {
                throw new IllegalStateException(connections.open().toString());
            }
        }
    }

    @SqliteLeakCheck(policy = Policy.CLOSE)
    public static class WithItsOwnPolicy {
        @Test
        void leaks(SqliteConnections connections) throws SQLException {
            Db.open();
            if (connections.open().size() != 1) {
                throw new IllegalStateException(connections.open().toString());
            }
        }
    }

    public static class Registered {
        @RegisterExtension
        @Order(1)
        static final SqliteLeakCheckExtension CHECK =
                SqliteLeakCheckExtension.with(Policy.FAIL, "open:com.example.Nobody#*");

        private Connection closedByAnother;

        @RegisterExtension
        @Order(2)
        final AfterEachCallback closing = context -> closedByAnother.close();

        @BeforeEach
        void open() throws SQLException {
            closedByAnother = Db.open();
        }

        @Test
        void leaks() throws SQLException {
            Db.open();
        }

        @Test
        void closes() throws SQLException {
            Db.open().close();
        }
    }
}
