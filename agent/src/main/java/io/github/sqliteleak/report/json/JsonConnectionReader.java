package io.github.sqliteleak.report.json;

import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.report.Borrowing;
import io.github.sqliteleak.report.ConnectionUse;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.OpenStatement;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.StackFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the connections that a leak site of a JSON report shows.
 *
 * @param openSite of the leak site, as the fields after it: for a connection without one of its own
 */
record JsonConnectionReader(
        String owner,
        @Nullable String openSite,
        Site site,
        List<String> openStack,
        List<String> tests) {

    LeakedConnection read(JsonFields connection) throws ReportFormatException {
        String opened = connection.has("openSite") ? connection.text("openSite") : openSite;
        String line = connection.has("site") ? connection.text("site") : opened;
        Long unused = connection.numberOrNull("lastUsedMillisAgo");
        Borrowing borrowing = borrowing(connection);
        return new LeakedConnection(
                connection.number("id"),
                kind(connection.text("kind")),
                owner,
                openStack,
                userFrames(opened, borrowing != null),
                new Site(
                        line,
                        opened,
                        site.way(),
                        site.named(),
                        site.own(),
                        Kept.of(connection.textOrNull("kept")),
                        site.loadedFrom()),
                connection.text("database"),
                connection.textOrNull("url"),
                openedAt(connection),
                Duration.ofMillis(connection.number("openMillis")),
                unused == null ? null : Duration.ofMillis(unused),
                connection.text("thread"),
                Boolean.TRUE.equals(connection.flagOrNull("threadAlive")),
                connection.flagOrNull("inTransaction"),
                connection.textOrNull("transactionSite"),
                connection.textOrNull("transactionSql"),
                statements(connection),
                connection.has("tests") ? connection.texts("tests") : tests,
                new ForceClose(
                        forceClose(connection.text("forceClose")),
                        connection.textOrNull("forceCloseDetail")),
                test(connection),
                use(connection),
                borrowing);
    }

    private static @Nullable Borrowing borrowing(JsonFields connection)
            throws ReportFormatException {
        if (!connection.has("borrowedAt")) {
            return null;
        }
        return new Borrowing(
                connection.textOrNull("borrowSite"),
                JsonReportReader.instant("borrowedAt", connection.text("borrowedAt")),
                connection.textOrNull("borrowThread"),
                Boolean.TRUE.equals(connection.flagOrNull("borrowThreadAlive")),
                connection.flagOrNull("poolClosed"));
    }

    private static @Nullable ConnectionUse use(JsonFields connection) throws ReportFormatException {
        if (!connection.has("inUseBy")) {
            return null;
        }
        Long millis = connection.numberOrNull("inUseMillis");
        return new ConnectionUse(
                connection.text("inUseBy"),
                connection.textOrNull("inUseSql"),
                millis == null ? null : Duration.ofMillis(millis));
    }

    private static @Nullable LeakTest test(JsonFields connection) throws ReportFormatException {
        String evidence = connection.textOrNull("testEvidence");
        if (evidence == null) {
            return null;
        }
        return new LeakTest(
                connection.textOrNull("test"),
                connection.textOrNull("testDisplayName"),
                LeakTest.Evidence.of(evidence),
                connection.texts("testsRunning"),
                connection.textOrNull("testOfThread"));
    }

    /** To the millisecond where the report has those. */
    private static Instant openedAt(JsonFields connection) throws ReportFormatException {
        Instant openedAt = JsonReportReader.instant("openedAt", connection.text("openedAt"));
        Long millis = connection.numberOrNull("openedAtMillis");
        return millis == null ? openedAt : Instant.ofEpochMilli(millis);
    }

    private List<StackTraceElement> userFrames(@Nullable String site, boolean borrowed) {
        if (site == null || (owner.startsWith("pool:") && !borrowed)) {
            return List.of();
        }
        return List.of(StackFrame.parse(site).element());
    }

    private static List<OpenStatement> statements(JsonFields connection)
            throws ReportFormatException {
        List<OpenStatement> statements = new ArrayList<>();
        for (JsonFields statement : connection.children("openStatements")) {
            statements.add(
                    new OpenStatement(
                            statement.textOrNull("sql"),
                            Boolean.TRUE.equals(statement.flagOrNull("cursorOpen")),
                            statement.textOrNull("site")));
        }
        return statements;
    }

    private static LeakKind kind(String text) throws ReportFormatException {
        for (LeakKind kind : LeakKind.values()) {
            if (kind.json().equals(text)) {
                return kind;
            }
        }
        throw JsonReportReader.unknown("kind", text);
    }

    private static ForceClose.Result forceClose(String text) throws ReportFormatException {
        for (ForceClose.Result result : ForceClose.Result.values()) {
            if (result.json().equals(text)) {
                return result;
            }
        }
        throw JsonReportReader.unknown("forceClose", text);
    }
}
