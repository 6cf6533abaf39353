package io.github.sqliteleak.it;

import static io.github.sqliteleak.it.ToldSettings.isSilent;
import static io.github.sqliteleak.it.ToldSettings.isToldOnce;
import static io.github.sqliteleak.it.ToldSettings.onlySetting;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Loaders;
import io.github.sqliteleak.it.app.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are asked for and not in force are told once for each database. */
class SettingsIT {
    private static final String PROGRAM = Settings.class.getName();

    @TempDir Path folder;

    @SomeJdk
    void tellsThatMemoryHasNoWal(Jdk jdk) {
        EndedJvm ended = run(jdk, Settings.Wal.class, ":memory:?journal_mode=WAL");

        assertThat(ended.out()).isEqualTo("memory\nmemory\n");
        JsonObject setting = onlySetting(ended, "journal_mode");
        assertThat(setting.getString("database")).isEqualTo(":memory:");
        assertThat(setting.getString("asked")).isEqualTo("wal");
        assertThat(setting.getString("actual")).isEqualTo("memory");
        assertThat(setting.getString("site")).startsWith(PROGRAM + "$Wal.main(Settings.java:");
        isToldOnce(ended, "journal_mode=WAL is not in force on :memory: (memory), at " + PROGRAM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:data.db?immutable=1",
                "file:data.db?vfs=unix-none",
                "file:m?mode=memory&cache=shared"
            })
    void tellsWhenWalCannotBe(String file) {
        run(Jdks.running(), Settings.Script.class, "CREATE TABLE t (x)");
        Path there = folder.resolve("sqlite-leaks");
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.Wal.class)
                        .agent("report=" + there.resolveSibling("again"))
                        .arguments(file)
                        .run()
                        .hasStatus(0);

        List<JsonObject> settings = ended.report("again").settings();
        assertThat(settings).hasSize(1);
        assertThat(settings.get(0).getString("actual")).isIn("delete", "memory");
    }

    @SomeJdk
    void tellsThatATransactionKeptItFromWal(Jdk jdk) {
        EndedJvm ended = run(jdk, Settings.WalInTransaction.class, "data.db", "CREATE TABLE t (x)");

        assertThat(ended.out()).isEqualTo("delete\n");
        JsonObject setting = onlySetting(ended, "journal_mode");
        assertThat(setting.getString("actual")).isEqualTo("delete, as a transaction was open");
        assertThat(setting.getString("advice")).startsWith("ask outside of a transaction");
        isToldOnce(ended, "(delete, as a transaction was open), at ");
    }

    /** Which is a reason by itself, or SQLite says it with an error. */
    @ParameterizedTest
    @CsvSource({
        ":memory:, CREATE TABLE t (x), memory, memory",
        "data.db, SELECT 1, refused, refused with SQLITE_ERROR"
    })
    void blamesNoTransactionForWhatItDidNot(String file, String before, String out, String actual) {
        EndedJvm ended = run(Jdks.running(), Settings.WalInTransaction.class, file, before);

        assertThat(ended.out()).isEqualTo(out + "\n");
        assertThat(onlySetting(ended, "journal_mode").getString("actual")).isEqualTo(actual);
    }

    @Test
    void isSilentAboutATransactionInWal() {
        run(Jdks.running(), Settings.WalByUpdate.class, "data.db");
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.WalInTransaction.class)
                        .agent("report=" + folder.resolve("again"))
                        .arguments("data.db", "CREATE TABLE t (x)")
                        .run()
                        .hasStatus(0);

        assertThat(ended.out()).isEqualTo("wal\n");
        assertThat(ended.report("again").settings()).isEmpty();
    }

    @SomeJdk
    void tellsThatWalWasRefused(Jdk jdk) {
        EndedJvm ended = run(jdk, Settings.WalRefused.class);

        assertThat(ended.out()).isEqualTo("refused\n");
        JsonObject setting = onlySetting(ended, "journal_mode");
        assertThat(setting.getString("database")).endsWith("data.db");
        assertThat(setting.getString("actual")).isEqualTo("refused with SQLITE_BUSY");
    }

    @Test
    void tellsThatMemoryHasNoWalWhenNobodySeesTheAnswer() {
        EndedJvm ended = run(Jdks.running(), Settings.WalByUpdate.class, ":memory:");

        assertThat(ended.out()).isEqualTo("memory\n");
        onlySetting(ended, "journal_mode");
    }

    @SomeJdk
    void isSilentWhereWalIsInForce(Jdk jdk) {
        EndedJvm ended = run(jdk, Settings.Wal.class, "data.db?journal_mode=WAL");

        assertThat(ended.out()).isEqualTo("wal\nwal\n");
        isSilent(ended);
    }

    @Test
    void isSilentWhereWalIsInForceAndNobodySeesTheAnswer() {
        EndedJvm ended = run(Jdks.running(), Settings.WalByUpdate.class, "data.db");

        assertThat(ended.out()).isEqualTo("wal\n");
        isSilent(ended);
    }

    @SomeJdk
    void isSilentWhenTheNextAttemptSucceeds(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.WalRefused.class)
                        .on(jdk)
                        .agent("lock-waits=off")
                        .arguments("again")
                        .run();

        assertThat(ended.out()).isEqualTo("refused\nswitched\n");
        isSilent(ended);
    }

    @Test
    void isSilentAboutWhatIsExcluded() {
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.Wal.class)
                        .agent("exclude=:memory:")
                        .arguments(":memory:?journal_mode=WAL")
                        .run();

        isSilent(ended);
    }

    @Test
    void saysNothingOnConsoleThatIsOff() {
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.Wal.class)
                        .agent("console=off")
                        .arguments(":memory:?journal_mode=WAL")
                        .run();

        assertThat(ended.err()).isEmpty();
        onlySetting(ended, "journal_mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.50.3.0", "3.45.3.0", "3.39.2.0"})
    void tellsWithOtherDrivers(String version) {
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.Wal.class)
                        .driver(version)
                        .arguments(":memory:?journal_mode=WAL")
                        .run();

        assertThat(onlySetting(ended, "journal_mode").getString("actual")).isEqualTo("memory");
    }

    @SomeJdk
    void tellsOfTwoCopiesOfTheDriverOnOneFile(Jdk jdk) {
        EndedJvm ended = loading(jdk, Loaders.TwiceOnOneFile.class);

        JsonObject setting = onlySetting(ended, "driver-copies");
        assertThat(setting.getString("database")).endsWith("data.db");
        assertThat(setting.getString("site")).contains("Loaders.useAndClose(Loaders.java:");
        assertThat(setting.getString("actual"))
                .containsPattern("java.net.URLClassLoader@.*, one in java.net.URLClassLoader@")
                .contains("opened at " + Loaders.TwiceOnOneFile.class.getName() + ".main(");
        isToldOnce(ended, "two copies of sqlite-jdbc have one database open, ");
    }

    @SomeJdk
    void isSilentAboutCopiesThatDoNotMeet(Jdk jdk) {
        isSilent(loading(jdk, Loaders.OneAfterTheOther.class));
    }

    private EndedJvm run(Jdk jdk, Class<?> program, String... arguments) {
        return ForkedJvm.in(folder, program)
                .on(jdk)
                .alsoOnClassPath(Build.pool())
                .arguments(arguments)
                .run()
                .hasStatus(0);
    }

    private EndedJvm loading(Jdk jdk, Class<?> program) {
        return ForkedJvm.in(folder, program)
                .on(jdk)
                .classPath(Build.programs())
                .arguments(
                        Stream.concat(
                                        Stream.of(Build.driver(Build.DRIVER)),
                                        Build.logging().stream())
                                .map(Path::toString)
                                .toArray(String[]::new))
                .run()
                .hasStatus(0);
    }
}
