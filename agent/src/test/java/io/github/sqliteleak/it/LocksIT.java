package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Clean;
import io.github.sqliteleak.it.app.Locks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who is named when the database is locked. */
class LocksIT {
    @TempDir Path folder;

    @SomeJdk
    void namesTheConnectionThatHoldsTheWriteLock(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, Locks.Writer.class).on(jdk).run();

        assertThat(ended.out()).isEqualTo("failed\nsaved\n");
        JsonObject wait = onlyWait(ended);
        assertThat(wait.getString("waiterSite"))
                .startsWith("io.github.sqliteleak.it.app.Db.run(Db.java:");
        assertThat(wait.getInt("timedOut")).isEqualTo(1);
        assertThat(Report.strings(wait.getArray("resultCodes"))).containsExactly("SQLITE_BUSY");
        JsonObject holder = wait.getArray("holders").getObject(0);
        assertThat(wait.getArray("holders")).hasSize(1);
        assertThat(holder.getString("evidence")).isEqualTo("write-transaction");
        assertThat(holder.getString("thread")).isEqualTo("writer-1");
        assertThat(holder.getString("site"))
                .startsWith("io.github.sqliteleak.it.app.Locks$Writer.hold(Locks.java:");
        assertThat(holder.getInt("connectionId")).isEqualTo(2);
        assertThat(ended.report().total("lockTimeouts")).isEqualTo(1);
        assertThat(ended.err())
                .contains("database is locked: 1 statement failed")
                .contains("held by:   connection 2 for")
                .contains("in a write transaction begun at");
    }

    @SomeJdk
    void namesTheReaderThatKeepsWriterFromCommitting(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, Locks.Cursor.class).on(jdk).run();

        assertThat(ended.out()).isEqualTo("failed\nsaved\n");
        JsonObject holder = onlyWait(ended).getArray("holders").getObject(0);
        assertThat(holder.getString("evidence")).isEqualTo("open-cursor");
        assertThat(holder.getString("thread")).isEqualTo("reading");
        assertThat(holder.getInt("connectionId")).isEqualTo(1);
    }

    @SomeJdk
    void namesNobodyForStaleSnapshotAndTellsTheCure(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, Locks.Snapshot.class).on(jdk).run();

        assertThat(ended.out()).isEqualTo("saved\nfailed\n");
        JsonObject wait = onlyWait(ended);
        assertThat(Report.strings(wait.getArray("resultCodes")))
                .containsExactly("SQLITE_BUSY_SNAPSHOT");
        assertThat(wait.getArray("holders")).isEmpty();
        assertThat(ended.err()).contains("begin with BEGIN IMMEDIATE, or commit the read first");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheOtherProcess() {
        RunningJvm holder =
                ForkedJvm.in(folder, Locks.Holding.class).withoutAgent().start().awaitLine("ready");

        EndedJvm ended = ForkedJvm.in(folder, Locks.WritingOnce.class).run();
        holder.say("go").end();

        JsonObject found = onlyWait(ended).getArray("holders").getObject(0);
        assertThat(found.getString("evidence")).isEqualTo("other-process");
        assertThat(found.getLong("pid")).isEqualTo(holder.pid());
    }

    @Test
    void isSilentWithoutLocks() {
        EndedJvm ended = ForkedJvm.in(folder, Clean.class).run();

        assertThat(ended.report().total("lockTimeouts")).isZero();
        assertThat(ended.err()).doesNotContain("locked");
    }

    @Test
    void isSilentWhenSwitchedOff() {
        EndedJvm ended = ForkedJvm.in(folder, Locks.Writer.class).agent("lock-waits=off").run();

        assertThat(ended.out()).isEqualTo("failed\nsaved\n");
        assertThat(ended.report().json().getObject("totals").isNull("lockTimeouts")).isTrue();
        assertThat(ended.err()).doesNotContain("locked");
    }

    private static JsonObject onlyWait(EndedJvm ended) {
        assertThat(ended.hasStatus(0).report().addsUp().leaks()).isEmpty();
        List<JsonObject> waits = ended.report().lockWaits();
        assertThat(waits).hasSize(1);
        return waits.get(0);
    }
}
