package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Busy;
import io.github.sqliteleak.it.app.Leaks;
import io.github.sqliteleak.it.app.Locks;
import io.github.sqliteleak.it.app.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ForceCloseIT {
    @TempDir Path folder;

    @SomeJdk
    void losesNothingCommittedAndKeepsNothingUncommitted(Jdk jdk) {
        Report report = run(jdk, Leaks.Transaction.class, "").report();

        JsonObject database = report.database();
        assertThat(database.getString("journalMode")).isEqualTo("wal");
        assertThat(database.getInt("walBytesBefore")).isPositive();
        assertThat(database.getInt("walBytesAfter")).isZero();
        assertThat(database.getArray("auxiliaryFilesLeft")).isEmpty();
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles().areIntact();
        assertThat(DatabaseFiles.in(folder).ask("SELECT x FROM t"))
                .containsExactly("1", "2", "3", "committed");
    }

    @Test
    void touchesNothingWhenOnlyToReport() {
        EndedJvm jvm = run(Jdks.running(), Leaks.Transaction.class, "on-exit=report");

        JsonObject connection = jvm.report().addsUp().connection();
        assertThat(connection.getString("forceClose")).isEqualTo("not-attempted");
        assertThat(connection.getBoolean("inTransaction")).isTrue();
        JsonObject database = jvm.report().database();
        assertThat(database.getObject("checkpoint").getString("result")).isEqualTo("skipped");
        assertThat(folder.resolve("data.db-wal")).isNotEmptyFile();
        assertThat(Report.strings(database.getArray("auxiliaryFilesLeft"))).hasSize(2);
        DatabaseFiles.in(folder).areIntact();
    }

    @Test
    void makesNoCheckpointWhenToldNotTo() {
        Report report = run(Jdks.running(), Leaks.Transaction.class, "checkpoint=off").report();

        JsonObject checkpoint = report.database().getObject("checkpoint");
        assertThat(checkpoint.getString("result")).isEqualTo("skipped");
        assertThat(checkpoint.getString("reason")).isEqualTo("checkpoint=off");
        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
    }

    @SomeJdk
    void endsWaitForLockOfAnotherProcess(Jdk jdk) {
        RunningJvm holder =
                ForkedJvm.in(folder, Locks.Holding.class).withoutAgent().start().awaitLine("ready");

        EndedJvm jvm = run(jdk, Busy.InWait.class, "");
        holder.say("go").end();

        assertThat(jvm.out()).startsWith("waiting\n");
        assertThat(jvm.report().addsUp().connection().getString("forceClose")).isEqualTo("closed");
    }

    @SomeJdk
    void interruptsStatementThatAnotherThreadRuns(Jdk jdk) {
        EndedJvm jvm = run(jdk, Busy.InStatement.class, "");

        JsonObject connection = jvm.report().addsUp().connection();
        assertThat(connection.getString("forceClose")).isEqualTo("closed");
        assertThat(jvm.out()).startsWith("counting\n");
        assertThat(jvm.report().database().getArray("auxiliaryFilesLeft")).isEmpty();
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles().areIntact();
    }

    /** As in a runtime image that was made for the application alone. */
    @SomeJdk
    void makesDoWithTheModulesThatJdbcNeeds(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Busy.InStatement.class)
                        .on(jdk)
                        .jvmArguments("--limit-modules", "java.base,java.sql,java.instrument")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.report().addsUp().connection().getString("forceClose")).isEqualTo("closed");
    }

    @SomeJdk
    void goesOnWithoutConnectionThatThreadKeeps(Jdk jdk) {
        RunningJvm running =
                ForkedJvm.in(folder, Busy.InMonitor.class).on(jdk).agent("exit-timeout=6s").start();

        Report report = running.end().hasStatus(0).report().addsUp();

        assertThat(report.total("leaked")).isEqualTo(2);
        JsonObject kept = connection(report, "data.db");
        assertThat(kept.getString("forceClose")).isEqualTo("timed-out");
        assertThat(kept.getString("forceCloseDetail"))
                .startsWith("still used by thread \"keeper\"\n    at ")
                .contains("Busy$InMonitor.keep(Busy.java:");
        assertThat(connection(report, "other.db").getString("forceClose")).isEqualTo("closed");
    }

    @Test
    void saysWhenAnotherProcessHasTheFileOpen() throws IOException {
        RunningJvm leaking = ForkedJvm.in(folder, Leaks.WaitingInWal.class).start();
        leaking.awaitLine("ready");
        RunningJvm reader = ForkedJvm.in(folder, Reader.class).withoutAgent().start();
        reader.awaitLine("reading");

        EndedJvm ended = leaking.say("end").end().hasStatus(0);

        JsonObject database = ended.report().database();
        assertThat(Report.strings(database.getArray("auxiliaryFilesLeft")))
                .containsExactly(file("data.db-wal"), file("data.db-shm"));
        assertThat(database.getObject("checkpoint").getString("result")).isEqualTo("busy");
        assertThat(database.getString("auxiliaryFilesReason")).startsWith("another ");
        reader.say("end").end().hasStatus(0);
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles().areIntact();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheOtherProcess() {
        RunningJvm leaking = ForkedJvm.in(folder, Leaks.WaitingInWal.class).start();
        leaking.awaitLine("ready");
        RunningJvm reader = ForkedJvm.in(folder, Reader.class).withoutAgent().start();
        reader.awaitLine("reading");

        EndedJvm ended = leaking.say("end").end().hasStatus(0);

        assertThat(ended.report().database().getString("auxiliaryFilesReason"))
                .startsWith("another process has the database open: pid " + reader.pid());
        reader.say("end").end().hasStatus(0);
    }

    private EndedJvm run(Jdk jdk, Class<?> main, String options) {
        return ForkedJvm.in(folder, main).on(jdk).agent(options).run().hasStatus(0);
    }

    private String file(String name) throws IOException {
        return folder.toRealPath().resolve(name).toString();
    }

    private static JsonObject connection(Report report, String database) {
        List<JsonObject> found =
                report.leaks().stream()
                        .flatMap(leak -> Report.objects(leak.getArray("connections")).stream())
                        .filter(connection -> connection.getString("database").endsWith(database))
                        .toList();
        assertThat(found).as("leaks of %s in %s", database, report.text()).hasSize(1);
        return found.get(0);
    }
}
