package com.example;

import io.github.sqliteleak.junit.SqliteConnections;
import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.SqliteSuiteRules;
import io.github.sqliteleak.junit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for {@link SqliteSuiteRules}; where they open files is told by system properties. */
public final class Ruled {
    /** System property: a folder that is none for temporary files. */
    public static final String ELSEWHERE = "ruled.elsewhere";

    /** System property: a folder for temporary files. */
    public static final String TEMP = "ruled.temp";

    private Ruled() {}

    static void openIn(String folder, String file, String parameters) throws SQLException {
        Path path = Path.of(System.getProperty(folder), file);
        DriverManager.getConnection("jdbc:sqlite:" + path + parameters).close();
    }

    /** Knows nothing of rules. */
    public static class Plain {
        @Test
        void opensElsewhere() throws SQLException {
            openIn(ELSEWHERE, "elsewhere.db", "");
        }

        @Test
        void opensInMemory() throws SQLException {
            Db.open().close();
        }

        @Test
        void hasATestDatabase(@TestDatabase Connection connection) throws SQLException {
            connection.createStatement().close();
        }

        @Test
        void opensAFileOfItsClass() throws SQLException {
            openIn(TEMP, "plain.db", "");
        }

        @Test
        void opensItAgain() throws SQLException {
            openIn(TEMP, "plain.db", "");
        }
    }

    public static class Sibling {
        @Test
        void opensAFileOfItsSibling() throws SQLException {
            openIn(TEMP, "sibling.db", "");
            openIn(TEMP, "plain.db", "");
        }

        @Nested
        class Inner {
            @Test
            void opensAFileOfTheClassAroundIt() throws SQLException {
                openIn(TEMP, "sibling.db", "");
            }
        }
    }

    /** The leak check beside the rules, in either order. */
    public abstract static class Together {
        private final Connection connection = open("field.db");

        static Connection open(String file) {
            try {
                return DriverManager.getConnection(
                        "jdbc:sqlite:" + Path.of(System.getProperty(ELSEWHERE), file));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void leavesTheFieldOpen(SqliteConnections connections) {
            if (connections.open().size() != 1) {
                throw new IllegalStateException(connections.open().toString());
            }
        }

        @Test
        void closesTheField() throws SQLException {
            connection.close();
        }

        @TestFactory
        Stream<DynamicTest> dynamic() throws SQLException {
            connection.close();
            return Stream.of(
                    DynamicTest.dynamicTest("dynamic leak", () -> Db.open()),
                    DynamicTest.dynamicTest(
                            "dynamic elsewhere", () -> openIn(ELSEWHERE, "dynamic.db", "")),
                    DynamicTest.dynamicTest("dynamic control", () -> Db.open().close()));
        }
    }

    @ExtendWith(SqliteSuiteRules.class)
    @SqliteLeakCheck
    public static class RulesFirst extends Together {}

    @SqliteLeakCheck
    @ExtendWith(SqliteSuiteRules.class)
    public static class LeakCheckFirst extends Together {}

    @ExtendWith(SqliteSuiteRules.class)
    @SqliteLeakCheck
    public static class WithBoth {
        @BeforeAll
        static void opensElsewhere() throws SQLException {
            openIn(ELSEWHERE, "both.db", "");
        }

        @Test
        void leaksElsewhere() throws SQLException {
            DriverManager.getConnection(
                    "jdbc:sqlite:" + Path.of(System.getProperty(ELSEWHERE), "leak.db"));
        }
    }
}
