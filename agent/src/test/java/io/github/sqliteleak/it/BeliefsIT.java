package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Beliefs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs believe of settings and of databases in memory, and what is the case. */
class BeliefsIT {
    private static final String PROGRAM = Beliefs.class.getName();

    @TempDir Path folder;

    @Test
    void namesEachBeliefThatIsWrong() {
        EndedJvm ended =
                ForkedJvm.in(folder, Beliefs.class)
                        .alsoOnClassPath(Build.pool())
                        .run()
                        .hasStatus(0);

        List<JsonObject> settings = ended.report().addsUp().settings();
        assertThat(settings)
                .extracting(each -> each.getString("setting"), each -> nameOf(each))
                .containsExactlyInAnyOrder(
                        tuple("memory-ended", "file:unit?mode=memory&cache=shared"),
                        tuple("memory-ended", "unit"),
                        tuple("memory-ended", ":memory:"),
                        tuple("memory-ended", "(temporary, no name)"),
                        tuple("foreign_keys", "keys.db"),
                        tuple("unknown-key", "url.db?secret_key=***&busyTimeout=900"),
                        tuple("unknown-key", "uri.db"),
                        tuple("unknown-key", "properties.db"),
                        tuple("unknown-pragma", "pragma.db"),
                        tuple("transaction_mode", "pragma.db"),
                        tuple("file-moved", "moved.db"),
                        tuple("transaction_mode", "begin.db"),
                        tuple("transaction_mode", "other.db"));
        assertThat(ended.report().lockWaits())
                .singleElement()
                .satisfies(
                        wait -> assertThat(wait.getString("cause")).isEqualTo("stale-lock-folder"));
        assertThat(settings)
                .allSatisfy(each -> assertThat(each.getString("advice")).isNotBlank())
                .allSatisfy(each -> assertThat(each.getString("site")).contains(".it.app."));
        assertThat(ended.err())
                .contains(
                        "database in memory \"unit\" ended when its last connection was closed at "
                                + PROGRAM
                                + ".sharedMemory(",
                        "\"HikariPool-1:connection-closer\", and began empty at ",
                        ": it has no table t, at ",
                        "with a pool, maxLifetime=0",
                        "foreign_keys=on is not in force on ",
                        ": asked inside a transaction begun at " + PROGRAM,
                        " is no setting of sqlite-jdbc (foreign_keys is), has no effect on ",
                        " are no settings of sqlite-jdbc (busy_timeout is), have no effect but in"
                                + " the name of the file, ",
                        "\"journalMode\" is no setting of sqlite-jdbc (journal_mode is), has",
                        "PRAGMA busy_timout has no effect on ",
                        "(busy_timeout is one), at " + PROGRAM + ".pragmas(",
                        "PRAGMA transaction_mode has no effect on ",
                        "put it into the URL, ?transaction_mode=…",
                        "transaction_mode=IMMEDIATE has no effect on ",
                        "begin.db: a BEGIN of the program's own is deferred all the same, the"
                                + " setting is for setAutoCommit(false) only, at ",
                        "write BEGIN IMMEDIATE where the transaction is going to write",
                        "transaction_mode=EXCLUSIVE has no effect on ",
                        "moved.db, was deleted while it was open, opened at " + PROGRAM,
                        "why:       folder.db.lock exists, the lock of vfs=unix-dotfile",
                        "fix:       remove the folder folder.db.lock when no program uses the file")
                .doesNotContain("sesame", "of_an_extension", "com.example.pool");
    }

    @Test
    void isSilentWhereTheyAreRight() {
        EndedJvm ended =
                ForkedJvm.in(folder, Beliefs.class)
                        .alsoOnClassPath(Build.pool())
                        .arguments("cured")
                        .run()
                        .hasStatus(0);

        assertThat(ended.out())
                .isEqualTo(
                        "inserted\nkept\n".repeat(2)
                                + "inserted\n".repeat(2)
                                + "1\nwal\ninserted\n");
        ToldSettings.isSilent(ended);
    }

    private static String nameOf(JsonObject setting) {
        String database = setting.getString("database");
        return database.startsWith("/")
                ? database.substring(database.lastIndexOf('/') + 1)
                : database;
    }
}
