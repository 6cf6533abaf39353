package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Holders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who holds a lock without a plain transaction is named, and not who did the same and has ended it.
 */
class HoldersIT {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "returning, WAL, open-cursor, Returning",
        "returning, DELETE, open-cursor, Returning",
        "exclusive, WAL, exclusive-mode, Exclusive",
        "exclusive, DELETE, exclusive-mode, Exclusive",
        "exclusive-read, DELETE, exclusive-mode, Exclusive",
        "exclusive-url, WAL, exclusive-mode, ExclusiveByUrl",
        "exclusive-url, DELETE, exclusive-mode, ExclusiveByUrl",
        "pragma, WAL, write-transaction, HeaderPragma",
        "script, WAL, write-transaction, FailedScript",
        "violation-abort, WAL, write-transaction, Violation",
        "foreign-key, DELETE, write-transaction, Violation",
        "pragma-read, DELETE, read-transaction, PragmaRead",
        "schema-rollback, WAL, write-transaction, SchemaRollback",
        "schema-rollback, DELETE, write-transaction, SchemaRollback",
        "if-not-exists, WAL, write-transaction, IfNotExists",
        "checkpoint-writer, WAL, write-transaction, Writer"
    })
    void namesTheHolderAlone(String way, String journalMode, String evidence, String program) {
        EndedJvm ended =
                ForkedJvm.in(folder, Holders.class).arguments(way, journalMode).run().hasStatus(0);

        assertThat(ended.out()).endsWith("failed\ndone\n");
        List<JsonObject> waits = ended.report().lockWaits();
        assertThat(waits).as("waits of %s", ended).hasSize(1);
        JsonObject wait = waits.get(0);
        assertThat(wait.getArray("holders")).as("holders of %s", ended).hasSize(1);
        JsonObject holder = wait.getArray("holders").getObject(0);
        assertThat(holder.getString("evidence")).isEqualTo(evidence);
        assertThat(holder.getInt("connectionId")).isEqualTo(3);
        assertThat(holder.getString("thread")).isEqualTo("holder-3");
        String class_ = Holders.class.getName() + "$" + program;
        assertThat(holder.getString("openSite")).startsWith(class_ + ".hold(Holders.java:");
        if (program.equals("HeaderPragma")
                || program.equals("Returning")
                || program.equals("Exclusive")) {
            assertThat(holder.getString("site")).startsWith(class_ + ".hold(Holders.java:");
        }
        assertThat(holder.getLong("heldMillis")).isPositive();
        if (way.startsWith("checkpoint")) {
            assertThat(wait.getString("cause")).isEqualTo("checkpoint-behind-writer");
            assertThat(ended.err())
                    .contains("while another connection has the write lock")
                    .doesNotContain("read from it");
        }
    }

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({
        "violation, WAL, Violation",
        "violation, DELETE, Violation",
        "created-if-not-exists, WAL, IfNotExists",
        "created-if-not-exists, DELETE, IfNotExists"
    })
    void namesTheHolderThatTheSystemsLocksProve(String way, String journalMode, String program) {
        namesTheHolderAlone(way, journalMode, "write-transaction", program);
    }

    @ParameterizedTest
    @CsvSource({"3.50.3.0", "3.45.3.0", "3.39.2.0"})
    void namesTheResultOfAWriteWithOtherDrivers(String version) {
        EndedJvm ended =
                ForkedJvm.in(folder, Holders.class)
                        .driver(version)
                        .arguments("returning", "WAL")
                        .run()
                        .hasStatus(0);

        JsonObject wait = ended.report().lockWaits().get(0);
        assertThat(wait.getArray("holders").getObject(0).getInt("connectionId")).isEqualTo(3);
    }
}
