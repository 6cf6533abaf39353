package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.report.Borrowing;
import io.github.sqliteleak.report.ConnectionUse;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.OpenStatement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes one connection of a report. */
final class ConnectionJson {
    private final JsonAppendableWriter json;
    private final JsonValues values;

    ConnectionJson(JsonAppendableWriter json, JsonValues values) {
        this.json = json;
        this.values = values;
    }

    void write(LeakedConnection connection) {
        json.object();
        json.value("id", connection.id());
        json.value("kind", connection.kind().json());
        json.value("database", connection.database());
        json.value("url", connection.url());
        json.value("site", connection.site().line());
        json.value("openSite", connection.openSite());
        Kept kept = connection.site().kept();
        if (kept != null) {
            json.value("kept", kept.json());
            if (kept == Kept.OPENED_BEFORE) {
                json.value("openedBefore", true);
            }
        }
        values.instant("openedAt", connection.openedAt());
        // For a time line, where a second is long.
        json.value("openedAtMillis", connection.openedAt().toEpochMilli());
        json.value("openMillis", connection.open().toMillis());
        Number unused = null;
        if (connection.sinceLastUse() != null) {
            unused = connection.sinceLastUse().toMillis();
        }
        json.value("lastUsedMillisAgo", unused);
        writeUse(connection.inUse());
        json.value("thread", connection.thread());
        json.value("threadAlive", connection.threadAlive());
        Boolean inTransaction = connection.inTransaction();
        if (inTransaction == null) {
            json.nul("inTransaction");
        } else {
            json.value("inTransaction", inTransaction.booleanValue());
        }
        json.value("transactionSite", connection.transactionSite());
        json.value("transactionSql", connection.transactionSql());
        json.array("openStatements");
        for (OpenStatement statement : connection.openStatements()) {
            json.object();
            json.value("sql", statement.sql());
            json.value("cursorOpen", statement.cursorOpen());
            json.value("site", statement.site());
            json.end();
        }
        json.end();
        writeBorrowing(connection.borrowing());
        values.strings("tests", connection.tests());
        writeTest(connection.openedIn());
        json.value("forceClose", connection.forceClose().result().json());
        json.value("forceCloseDetail", connection.forceClose().detail());
        json.end();
    }

    private void writeBorrowing(@Nullable Borrowing borrowing) {
        if (borrowing != null) {
            json.value("borrowSite", borrowing.site());
            values.instant("borrowedAt", borrowing.at());
            json.value("borrowThread", borrowing.thread());
            json.value("borrowThreadAlive", borrowing.threadAlive());
            Boolean closed = borrowing.poolClosed();
            if (closed == null) {
                json.nul("poolClosed");
            } else {
                json.value("poolClosed", closed.booleanValue());
            }
        }
    }

    private void writeUse(@Nullable ConnectionUse use) {
        if (use != null) {
            json.value("inUseBy", use.thread());
            json.value("inUseSql", use.sql());
            Duration running = use.running();
            json.value("inUseMillis", running == null ? null : (Number) running.toMillis());
        }
    }

    private void writeTest(@Nullable LeakTest test) {
        json.value("test", test == null ? null : test.name());
        json.value("testEvidence", test == null ? null : test.evidence().json());
        if (test != null && test.displayName() != null) {
            json.value("testDisplayName", test.displayName());
        }
        if (test != null && test.ofThread() != null) {
            json.value("testOfThread", test.ofThread());
        }
        if (test != null && !test.running().isEmpty()) {
            values.strings("testsRunning", test.running());
        }
    }
}
