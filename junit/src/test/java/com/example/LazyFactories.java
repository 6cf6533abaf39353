package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Open while their dynamic tests are asked for, which is after they have returned. */
@SqliteLeakCheck
public class LazyFactories {
    @TestFactory
    Stream<DynamicTest> stream() {
        return Stream.of("of the stream").map(LazyFactories::leak);
    }

    @TestFactory
    Iterator<DynamicTest> iterator() {
        return Stream.of("of the iterator").map(LazyFactories::leak).iterator();
    }

    @TestFactory
    Iterable<DynamicTest> iterable() {
        return () -> Stream.of("of the iterable").map(LazyFactories::leak).iterator();
    }

    @TestFactory
    Stream<DynamicTest> closedByTheTest() {
        return Stream.of("of the control")
                .map(name -> open())
                .map(connection -> DynamicTest.dynamicTest("of the control", connection::close));
    }

    @TestFactory
    Stream<DynamicTest> closedWithTheStream() {
        Connection connection = open();
        return Stream.of("of the one that closes")
                .map(name -> DynamicTest.dynamicTest(name, connection::isClosed))
                .onClose(() -> close(connection));
    }

    @TestFactory
    DynamicNode inner() {
        return container("inner", leakLater("of the container"));
    }

    @TestFactory
    DynamicNode[] array() {
        return new DynamicNode[] {container("in an array", leakLater("of the array"))};
    }

    @TestFactory
    Stream<DynamicNode> inmost() {
        return Stream.of("deep")
                .map(name -> container(name, Stream.of(container("deeper", leakLater("inmost")))));
    }

    @TestFactory
    Collection<DynamicNode> closedByTheInnerTest() {
        return List.of(
                container(
                        "closed",
                        Stream.of("of the inner control")
                                .map(name -> open())
                                .map(
                                        connection ->
                                                DynamicTest.dynamicTest(
                                                        "of the inner control",
                                                        connection::close))));
    }

    private static DynamicContainer container(String name, Stream<? extends DynamicNode> children) {
        return DynamicContainer.dynamicContainer(name, children);
    }

    private static Stream<DynamicTest> leakLater(String name) {
        return Stream.of(name).map(LazyFactories::leak);
    }

    private static DynamicTest leak(String name) {
        open();
        return DynamicTest.dynamicTest(name, () -> {});
    }

    private static Connection open() {
        try {
            return Db.open();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
