package io.github.sqliteleak.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.blame.Role;
import io.github.sqliteleak.blame.Step;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.JsonReportReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of advice by how a connection was opened, a row each. */
class AdviceTest {
    private static final String TRY =
            "open it in try (Connection c = …) { … }, which closes it on every path";

    static Stream<Arguments> rows() {
        return Stream.of(
                row("try", plain(), TRY),
                row(
                        "try-all",
                        plain().cursor("SELECT 1"),
                        "open connection, Statement and ResultSet in one try (…) { … }"),
                row(
                        "try",
                        plain().inTransaction(null, "BEGIN"),
                        "commit or roll back on every path, then close",
                        TRY),
                row("try", library("org.lib.Source.getConnection(S.java:1)"), TRY),
                row("try", handsOn("a.Db.open(Db.java:1)"), TRY),
                row(
                        "close-stream",
                        library("org.spring.JdbcTemplate.queryForStream(J.java:1)"),
                        "close what JdbcTemplate.queryForStream returns: try (Stream<…> rows = …) { … }"),
                row(
                        "close-stream",
                        library("com.querydsl.sql.AbstractSQLQuery.iterate(J.java:1)"),
                        "close what AbstractSQLQuery.iterate returns: try (Stream<…> rows = …) { … }"),
                row(
                        "close-session",
                        library("org.apache.ibatis.SqlSessionFactory.openSession(J.java:1)"),
                        "close the session of SqlSessionFactory.openSession on every path:"
                                + " try (… session = …) { … }"),
                row(
                        "close-session",
                        library("jakarta.persistence.Factory.createEntityManager(J.java:1)"),
                        "close the session of Factory.createEntityManager on every path:"
                                + " try (… session = …) { … }"),
                row(
                        "close-session",
                        library("org.apache.ibatis.binding.MapperProxy.invoke(M.java:1)"),
                        "close the SqlSession that MapperProxy.invoke worked for, on every path:"
                                + " try (… session = …) { … }"),
                row(
                        "close-stream",
                        helper("org.spring.JdbcTemplate.queryForStream(J.java:1)", Role.LIBRARY),
                        "close what Dao.help returns: try (Stream<…> rows = …) { … }"),
                row("try", helper("org.lib.Source.getConnection(S.java:1)", Role.LIBRARY), TRY),
                row(
                        "close-owner",
                        helper("a.Repo.<init>(Repo.java:1)", Role.HANDS_ON),
                        "close the Repo, which keeps it in a field, and the connection in its"
                                + " close()"),
                row(
                        "close-holder",
                        plain().calledBy(
                                        "org.springframework.jdbc.datasource."
                                                + "SingleConnectionDataSource.initConnection(S.java:1)"),
                        "close the SingleConnectionDataSource before the application ends: destroy()"),
                row(
                        "close-holder",
                        library("org.jdbi.Jdbi.open(J.java:1)"),
                        "close what Jdbi.open opened or returned, on every path"),
                row(
                        "close-owner",
                        handsOn("a.Dao.<init>(Dao.java:1)"),
                        "close the Dao, which keeps it in a field, and the connection in its close()"),
                row(
                        "close-owner",
                        plain().kept(Kept.IN_FIELD),
                        "Repo keeps it in a field: close it in the close() of Repo, and call that on"
                                + " every path; in a test class, in @AfterEach or @AfterAll"),
                row(
                        "close-pooled-connection",
                        plain().kept(Kept.POOLED_CONNECTION),
                        "close the PooledConnection on every path, too: what its getConnection() gives"
                                + " is a handle, and closing that alone leaves the database open"),
                row(
                        "close-pooled-connection",
                        plain().owner("pool:SQLiteConnectionPoolDataSource")
                                .kept(Kept.POOLED_CONNECTION),
                        "close the PooledConnection on every path, too: what its getConnection() gives"
                                + " is a handle, and closing that alone leaves the database open"),
                row(
                        "abort-does-nothing",
                        plain().kept(Kept.ABORTED),
                        "call close(): Connection.abort(…) does nothing in sqlite-jdbc, the database"
                                + " and its locks stay open"),
                row(
                        "try",
                        plain().collected(),
                        TRY,
                        "or keep a reference until it is closed: once collected, no code can close it"),
                row(
                        "close-pool",
                        plain().owner("pool:HikariCP"),
                        "close the pool before the application ends: close() of its DataSource"),
                row(
                        "close-pool",
                        plain().owner("pool:HikariCP").cursor("SELECT 1"),
                        "close each Statement before its connection is given back: the pool does not",
                        "close the pool before the application ends: close() of its DataSource"),
                row(
                        "close-pool",
                        plain().owner("pool:HikariCP")
                                .cursor("SELECT 1")
                                .inTransaction(null, "BEGIN"),
                        "give each connection back: open it in try (…) { … }, and commit or roll back",
                        "close the pool before the application ends: close() of its DataSource"),
                row(
                        "give-back",
                        library("com.zaxxer.hikari.HikariDataSource.getConnection(H.java:1)")
                                .notGivenBackTo("HikariCP"),
                        "close what getConnection() gave there, on every path:"
                                + " try (Connection c = …) { … } gives it back to the pool"),
                row(
                        "give-back",
                        plain().notGivenBackTo("ORMLite"),
                        "give it back on every path:"
                                + " try { … } finally { source.releaseConnection(c); }"),
                row(
                        "close-session",
                        library("org.hibernate.SessionFactory.openSession(S.java:1)")
                                .notGivenBackTo("Hibernate"),
                        "close the session of SessionFactory.openSession on every path:"
                                + " try (… session = …) { … }"),
                row(
                        "close-session",
                        behindPool("org.hibernate.engine.TransactionImpl.begin(T.java:83)"),
                        "close the Session or EntityManager that TransactionImpl.begin worked for,"
                                + " on every path: try (… session = …) { … }"),
                row(
                        "close-stream",
                        behindPool("org.spring.JdbcTemplate.queryForStream(J.java:1)"),
                        "close what JdbcTemplate.queryForStream returns: try (Stream<…> rows = …) { … }"),
                row(
                        "give-back",
                        behindPool("com.zaxxer.hikari.HikariDataSource.lend(H.java:1)"),
                        "close what getConnection() gave there, on every path:"
                                + " try (Connection c = …) { … } gives it back to the pool"),
                row(
                        "give-back",
                        plain().notGivenBackTo("Stormpot"),
                        "give back what claim() gave there, on every path: try { … } finally {"
                                + " claimed.release(); }"),
                row(
                        "stop-thread",
                        plain().inUseBy("report", "SELECT 1"),
                        "stop this thread and wait for it before the application ends"),
                row(
                        "stop-earlier",
                        plain().openedDuringExit(),
                        "stop this thread before the application ends; in a shutdown hook, open it in"
                                + " try"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysWhatToClose(String code, Leak leak, List<String> fix) throws Exception {
        LeakSite group = Grouping.group(List.of(leak.leaked())).get(0);

        assertThat(Fix.code(group)).isEqualTo(code);
        assertThat(Fix.lines(group)).containsExactlyElementsOf(fix);

        String json = JsonReport.render(Reports.of(leak));
        assertThat(json).contains("\"advice\":\"" + code + '"');
        LeakSite read = JsonReportReader.read(json).leaks().get(0);
        assertThat(Fix.lines(read)).as("of the report as it is read").isEqualTo(fix);
    }

    /** Of an own class behind a library, what is in the field is not the connection. */
    @Test
    void prefersWhatBecameOfItToWhatOpenedIt() {
        Leak leak = library("org.spring.JdbcTemplate.queryForStream(J.java:1)").kept(Kept.IN_FIELD);

        assertThat(Fix.code(Grouping.group(List.of(leak.leaked())).get(0)))
                .isEqualTo("close-owner");
    }

    private static Arguments row(String code, Leak leak, String... fix) {
        return Arguments.of(code, leak, List.of(fix));
    }

    private static Leak plain() {
        return Leak.number(1);
    }

    private static Leak library(String called) {
        return plain().handedOn("a.B.c(B.java:7)", new Step(called, Role.LIBRARY));
    }

    private static Leak helper(String called, Role role) {
        return plain().handedOn(
                        "a.B.c(B.java:7)",
                        new Step(called, role),
                        new Step("a.Dao.help(Dao.java:3)", Role.HANDS_ON));
    }

    private static Leak behindPool(String called) {
        return plain().handedOn("a.B.c(B.java:7)", new Step(called, Role.POOL))
                .notGivenBackTo("HikariCP");
    }

    private static Leak handsOn(String called) {
        return plain().handedOn("a.B.c(B.java:7)", new Step(called, Role.HANDS_ON));
    }
}
