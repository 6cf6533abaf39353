package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the user's methods is the one that must change. */
class HandingOnTest {
    private static final String SOURCE =
            """
            package app;
            import java.sql.*;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            public class Main {
                static Connection open() throws SQLException {
                    return DriverManager.getConnection("jdbc:none:");
                }
                static Connection reopen() throws SQLException {
                    Connection c = open();
                    return c;
                }
                static int open(int times) throws SQLException { open(); return times; }
                public static void helper() throws SQLException { open(); }
                public static void twoHelpers() throws SQLException { reopen(); }
                public static void overload() throws SQLException { open(1); }
                static Statement statement() throws SQLException { return open().createStatement(); }
                public static void ofStatement() throws SQLException { statement(); }
                static ResultSet rows() throws SQLException { return statement().executeQuery(""); }
                public static void ofRows() throws SQLException { rows(); }
                static Stream<String> stream() throws SQLException {
                    open();
                    return Stream.empty();
                }
                static java.lang.ref.WeakReference<Connection> dropped() throws SQLException {
                    return new java.lang.ref.WeakReference<>(open());
                }
                public static void ofReference() throws SQLException { dropped(); }
                public static void ofStream() throws SQLException { stream().count(); }
                static Optional<Connection> optional() throws SQLException {
                    return Optional.of(open());
                }
                public static void ofOptional() throws SQLException { optional(); }
                static List<String> names() throws SQLException { open(); return List.of(); }
                public static void ofNames() throws SQLException { names(); }
                static class Session implements AutoCloseable {
                    final Connection connection;
                    Session() throws SQLException { connection = open(); }
                    Session(int times) throws SQLException { this(); }
                    public void close() throws SQLException { connection.close(); }
                }
                static class BigSession extends Session {
                    BigSession() throws SQLException { super(1); }
                }
                static Session session() throws SQLException { return new Session(); }
                public static void constructor() throws SQLException { new Session(); }
                public static void delegating() throws SQLException { new Session(2); }
                public static void subclass() throws SQLException { new BigSession(); }
                public static void ofSession() throws SQLException { session(); }
                static class Forgets {
                    final int size;
                    Forgets() throws SQLException { open(); size = 1; }
                }
                public static void ofForgets() throws SQLException { new Forgets(); }
                static class Outer {
                    final Session session;
                    Outer() throws SQLException { session = new Session(); }
                }
                static Outer outer() throws SQLException { return new Outer(); }
                public static void ofOuter() throws SQLException { outer(); }
                static Connection shared;
                static Connection shared() throws SQLException {
                    if (shared == null) {
                        shared = open();
                    }
                    return shared;
                }
                public static void ofShared() throws SQLException { shared(); }
                interface Opener { Connection open() throws SQLException; }
                public static void lambda() throws SQLException {
                    Opener opener = () -> open();
                    use(opener);
                }
                static void use(Opener opener) throws SQLException { opener.open(); }
                static <T> T with(Function<Connection, T> work) throws SQLException {
                    Connection c = open();
                    return work.apply(c);
                }
                public static void template() throws SQLException { with(c -> 1); }
                static Object any() throws SQLException { return reopen(); }
                public static void ofAny() throws SQLException { any(); }
                static abstract class Maker<T> { abstract T make() throws SQLException; }
                static class ConnectionMaker extends Maker<Connection> {
                    Connection make() throws SQLException { return open(); }
                }
                static void make(Maker<?> maker) throws SQLException { maker.make(); }
                public static void bridge() throws SQLException { make(new ConnectionMaker()); }
                public static Connection allHandOn() throws SQLException { return reopen(); }
                static Connection deep(int n) throws SQLException {
                    return n == 0 ? open() : deep(n - 1);
                }
                record Given(Connection connection) {
                    Given() throws SQLException { this(open()); }
                }
                static class GivenToSuper extends Owner {
                    GivenToSuper() throws SQLException { super(open()); }
                }
                static class Owner {
                    Connection connection;
                    Owner(Connection connection) { this.connection = connection; }
                    static Owner made() throws SQLException {
                        Owner made = new Owner(null);
                        made.connection = open();
                        return made;
                    }
                }
                static class Builder {
                    Owner build() throws SQLException {
                        Owner made = new Owner(null);
                        made.connection = open();
                        return made;
                    }
                }
                public static void ofGiven() throws SQLException { new Given(); }
                public static void ofGivenToSuper() throws SQLException { new GivenToSuper(); }
                public static void ofMade() throws SQLException { Owner.made(); }
                public static void ofBuilt() throws SQLException { new Builder().build(); }
                public static void recursion() throws SQLException { deep(9); }
            }
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "helper, helper, Main#helper Main#open",
        "twoHelpers, twoHelpers, Main#twoHelpers Main#reopen Main#open",
        "overload, open, Main#open",
        "ofGiven, ofGiven, Main#ofGiven Main$Given#<init> Main#open",
        "ofGivenToSuper, ofGivenToSuper, Main#ofGivenToSuper Main$GivenToSuper#<init> Main#open",
        "ofMade, ofMade, Main#ofMade Main$Owner#made Main#open",
        "ofBuilt, ofBuilt, Main#ofBuilt Main$Builder#build Main#open",
        "ofStatement, ofStatement, Main#ofStatement Main#statement Main#open",
        "ofRows, ofRows, Main#ofRows Main#rows Main#statement Main#open",
        "ofReference, dropped, Main#dropped Main#open",
        "ofStream, ofStream, Main#ofStream Main#stream Main#open",
        "ofOptional, ofOptional, Main#ofOptional Main#optional Main#open",
        "ofNames, names, Main#names Main#open",
        "constructor, constructor, Main#constructor Main$Session#<init> Main#open",
        "delegating, delegating, Main#delegating Main$Session#<init> Main#open",
        "subclass, subclass, Main#subclass Main$BigSession#<init> Main$Session#<init> Main#open",
        "ofSession, ofSession, Main#ofSession Main#session Main$Session#<init> Main#open",
        "ofForgets, <init>, Main$Forgets#<init> Main#open",
        "ofOuter, ofOuter, Main#ofOuter Main#outer Main$Outer#<init> Main$Session#<init> Main#open",
        "ofShared, shared, Main#shared Main#open",
        "lambda, use, Main#use Main#lambda$lambda$ Main#open",
        "template, with, Main#with Main#open",
        "ofAny, ofAny, Main#ofAny Main#any Main#reopen Main#open",
        "bridge, make, Main#make Main$ConnectionMaker#make Main#open",
        "allHandOn, allHandOn, Main#allHandOn Main#reopen Main#open",
        "recursion, recursion, Main#recursion Main#deep Main#open",
    })
    void findsTheFirstOwnFrameThatDoesNotHandOn(String run, String method, String named)
            throws Exception {
        Site site = new Programs(folder.resolve("lines")).own(SOURCE, "-g").site(run);

        assertThat(site.line()).contains("." + method + "(Main.java:");
        assertThat(String.join(" ", site.named())).isEqualTo(named.replace("Main", "app.Main"));
        assertThat(site.own()).isTrue();
        assertThat(site.openedAt()).isEqualTo("app.Main.open(Main.java:8)");
        assertThat(new Programs(folder.resolve("none")).own(SOURCE, "-g:none").site(run).named())
                .isEqualTo(site.named());
    }

    @Test
    void hasTheWayFromTheDriverToBelowTheSite() throws Exception {
        Site site = new Programs(folder).own(SOURCE).site("twoHelpers");

        assertThat(site.line()).isEqualTo("app.Main.twoHelpers(Main.java:16)");
        assertThat(site.way())
                .containsExactly(
                        new Step("app.Main.open(Main.java:8)", Role.HANDS_ON),
                        new Step("app.Main.reopen(Main.java:11)", Role.HANDS_ON));
    }
}
