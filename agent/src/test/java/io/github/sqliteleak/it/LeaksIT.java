package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Clean;
import io.github.sqliteleak.it.app.FailedOpens;
import io.github.sqliteleak.it.app.Leaks;
import io.github.sqliteleak.it.app.ScriptOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksIT {
    @TempDir Path folder;

    @SomeJdk
    void reportsConnectionLeftOpen(Jdk jdk) {
        EndedJvm jvm = ForkedJvm.in(folder, Leaks.InMain.class).on(jdk).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo("closed: false\n");
        Report report = jvm.report().addsUp();
        JsonObject leak = report.leak();
        assertThat(leak.getString("openSite")).startsWith(Leaks.InMain.class.getName() + ".main(");
        assertThat(leak.getString("owner")).isEqualTo("application");
        assertThat(leak.getObject("kinds").getInt("open-at-exit")).isOne();
        JsonObject connection = report.connection();
        assertThat(connection.getString("url")).isEqualTo("jdbc:sqlite:data.db");
        assertThat(connection.getString("thread")).isEqualTo("main");
        assertThat(connection.getBoolean("inTransaction")).isFalse();
        assertThat(connection.getArray("openStatements")).isEmpty();
        assertThat(connection.getString("forceClose")).isEqualTo("closed");
        assertThat(report.exit()).isEqualTo("normal");
    }

    @SomeJdk
    void staysSilentWhenAllIsClosed(Jdk jdk) {
        EndedJvm jvm = ForkedJvm.in(folder, Clean.class).on(jdk).run().hasStatus(7);

        assertThat(jvm.report().addsUp().leaks()).isEmpty();
        assertThat(jvm.err()).isEqualTo("sqlite-leak-agent: 6 connections opened, all closed.\n");
    }

    @Test
    void reportsConnectionThatAnExceptionKeptFromBeingClosed() {
        EndedJvm jvm = ForkedJvm.in(folder, Leaks.ByException.class).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo("failed\n");
        JsonObject leak = jvm.report().addsUp().openedIn(Leaks.ByException.class, "load");
        assertThat(leak.getInt("count")).isOne();
    }

    /** By the class file that the JVM has, which keeps the lines of the stacks. */
    @Test
    void reportsTheCallerOfAHelperInAScript() {
        EndedJvm jvm = ForkedJvm.in(folder, ScriptOrders.Shell.class).run().hasStatus(0);

        String script = ScriptOrders.class.getName();
        JsonObject leak = jvm.report().addsUp().leak();
        assertThat(leak.getString("site"))
                .matches("\\Q" + script + "\\E\\.count\\(ScriptOrde\\.groovy:\\d+\\)");
        assertThat(leak.getString("openSite"))
                .matches("\\Q" + script + "\\E\\.open\\(ScriptOrde\\.groovy:\\d+\\)");
    }

    @Test
    void reportsCursorLeftOpen() {
        Report report = ForkedJvm.in(folder, Leaks.Cursor.class).run().hasStatus(0).report();

        report.openedIn(Leaks.Cursor.class, "firstRow");
        List<JsonObject> statements =
                Report.objects(report.connection().getArray("openStatements"));
        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).getString("sql")).isEqualTo("SELECT x FROM t WHERE x < ?");
        assertThat(statements.get(0).getBoolean("cursorOpen")).isTrue();
        assertThat(statements.get(0).isNull("site")).isTrue();
    }

    @Test
    void reportsTransactionLeftOpen() {
        Report report = ForkedJvm.in(folder, Leaks.Transaction.class).run().hasStatus(0).report();

        JsonObject connection = report.connection();
        assertThat(connection.getBoolean("inTransaction")).isTrue();
        assertThat(connection.getString("transactionSite"))
                .startsWith(Leaks.Transaction.class.getName() + ".begin(");
    }

    @Test
    void reportsDatabasesInMemory() {
        Report report = ForkedJvm.in(folder, Leaks.InMemory.class).run().hasStatus(0).report();

        assertThat(report.addsUp().leak().getInt("count")).isEqualTo(3);
        assertThat(report.databases())
                .extracting(database -> database.getString("path"))
                .containsExactlyInAnyOrder(
                        ":memory:", "file:shared?mode=memory&cache=shared", "(temporary, no name)");
        assertThat(report.databases())
                .allSatisfy(
                        database ->
                                assertThat(database.getObject("checkpoint").getString("result"))
                                        .isEqualTo("skipped"));
    }

    @Test
    void reportsConnectionOpenedReadOnly() {
        Report report = ForkedJvm.in(folder, Leaks.ReadOnly.class).run().hasStatus(0).report();

        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
        JsonObject checkpoint = report.database().getObject("checkpoint");
        assertThat(checkpoint.getString("result")).isEqualTo("skipped");
        assertThat(checkpoint.getString("reason")).isEqualTo("it was opened read-only");
    }

    @Test
    void knowsOneFileByAllItsNames() throws IOException {
        Report report = ForkedJvm.in(folder, Leaks.Aliases.class).run().hasStatus(0).report();

        assertThat(report.addsUp().leak().getInt("count")).isEqualTo(5);
        String file = folder.resolve("data.db").toRealPath().toString();
        assertThat(report.database().getString("path")).isEqualTo(file);
        assertThat(Report.objects(report.leak().getArray("connections")))
                .allSatisfy(
                        connection -> assertThat(connection.getString("database")).isEqualTo(file));
    }

    @Test
    void countsOpensThatFail() {
        EndedJvm jvm = ForkedJvm.in(folder, FailedOpens.class).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo("failed\n".repeat(4));
        assertThat(jvm.err())
                .isEqualTo("sqlite-leak-agent: no connection opened, 4 failed to open.\n");
        assertThat(jvm.reportFiles()).isEmpty();
    }

    @Test
    void leavesOutWhatIsExcludedByPath() {
        Report report = two("exclude=*/known.db").report().addsUp();

        assertThat(report.total("excluded")).isOne();
        assertThat(report.leak().getInt("count")).isOne();
        report.openedIn(Leaks.Two.class, "unknown");
    }

    @Test
    void leavesOutWhatIsExcludedByFrame() {
        Report report = two("exclude=a.B#c;*Leaks$Two#known").report().addsUp();

        assertThat(report.total("excluded")).isOne();
        report.openedIn(Leaks.Two.class, "unknown");
    }

    @Test
    void isCleanWhenAllIsExcluded() {
        assertThat(two("exclude=*.db").hasNoLeak().total("excluded")).isEqualTo(2);
    }

    private EndedJvm two(String options) {
        return ForkedJvm.in(folder, Leaks.Two.class).agent(options).run().hasStatus(0);
    }
}
