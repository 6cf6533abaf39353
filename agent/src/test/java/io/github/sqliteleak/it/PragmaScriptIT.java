package io.github.sqliteleak.it;

import static io.github.sqliteleak.it.ToldSettings.isSilent;
import static io.github.sqliteleak.it.ToldSettings.isToldOnce;
import static io.github.sqliteleak.it.ToldSettings.onlySetting;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Settings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of several PRAGMAs in one text the driver runs the first. */
class PragmaScriptIT {
    private static final String PROGRAM = Settings.class.getName();

    @TempDir Path folder;

    @SomeJdk
    void tellsWhichPragmasDidNotRun(Jdk jdk) {
        String text = "PRAGMA foreign_keys=ON; PRAGMA cache_size=123; PRAGMA temp_store=memory";
        EndedJvm ended = run(jdk, Settings.InitSql.class, text);

        assertThat(ended.out()).isEqualTo("-2000\n");
        JsonObject setting = onlySetting(ended, "pragma-script");
        assertThat(setting.getString("asked"))
                .isEqualTo("PRAGMA cache_size=?; PRAGMA temp_store=memory");
        assertThat(setting.getString("site")).startsWith(PROGRAM + "$InitSql.main(Settings.java:");
        isToldOnce(ended, "only the first of several statements in one text ran on ");
    }

    @SomeJdk
    void tellsWhatNothingHasSetLater(Jdk jdk) {
        EndedJvm ended =
                run(
                        jdk,
                        Settings.Each.class,
                        "data.db",
                        "PRAGMA foreign_keys=ON; PRAGMA cache_size=123; PRAGMA temp_store=memory",
                        "PRAGMA cache_size=123");

        assertThat(ended.out()).isEqualTo("123\n");
        assertThat(onlySetting(ended, "pragma-script").getString("asked"))
                .isEqualTo("PRAGMA temp_store=memory");
    }

    @SomeJdk
    void isSilentWhenEachIsRunByItselfLater(Jdk jdk) {
        EndedJvm ended =
                run(
                        jdk,
                        Settings.Each.class,
                        "data.db",
                        "PRAGMA foreign_keys=ON; PRAGMA cache_size=123; PRAGMA temp_store=memory",
                        "PRAGMA cache_size=123",
                        "PRAGMA temp_store=2");

        assertThat(ended.out()).isEqualTo("123\n");
        isSilent(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache_size=-5000", "cache_size=-5000&synchronous=1"})
    void isSilentAboutWhatTheUrlHasSet(String parameters) {
        EndedJvm ended =
                run(
                        Jdks.running(),
                        Settings.Each.class,
                        "data.db?" + parameters,
                        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-5000");

        assertThat(ended.out()).isEqualTo("-5000\n");
        isSilent(ended);
    }

    @Test
    void tellsWhatTheUrlHasSetToAnotherValue() {
        EndedJvm ended =
                run(
                        Jdks.running(),
                        Settings.Each.class,
                        "data.db?cache_size=5000",
                        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-5000; PRAGMA synchronous=FULL");

        assertThat(ended.out()).isEqualTo("5000\n");
        assertThat(onlySetting(ended, "pragma-script").getString("asked"))
                .isEqualTo("PRAGMA cache_size=-?");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void looksAtTheBusyTimeoutThatTheDriverSets(boolean set) {
        EndedJvm ended = run(Jdks.running(), Settings.BusyTimeout.class, String.valueOf(set));

        assertThat(ended.out()).isEqualTo(set ? "9000\n" : "3000\n");
        if (set) {
            isSilent(ended);
        } else {
            onlySetting(ended, "pragma-script");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.db", "data.db?journal_mode=WAL"})
    void looksForWalThatWasSetEarlier(String first) {
        String wal = "PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL";
        run(Jdks.running(), Settings.Each.class, first, "CREATE TABLE t (x)");
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.Each.class)
                        .agent("report=again")
                        .arguments("data.db", wal, "SELECT x FROM t", "SELECT 1")
                        .run()
                        .hasStatus(0);

        List<JsonObject> settings = ended.report("again").settings();
        assertThat(settings).hasSize(first.equals("data.db") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA cache_size=123",
                "PRAGMA cache_size=123; ",
                "PRAGMA cache_size=123; -- PRAGMA foreign_keys=ON; PRAGMA busy_timeout=1"
            })
    void isSilentAboutOnePragma(String text) {
        EndedJvm ended = run(Jdks.running(), Settings.InitSql.class, text);

        assertThat(ended.out()).isEqualTo("123\n");
        isSilent(ended);
    }

    @SomeJdk
    void isSilentAboutTextThatIsRunWhole(Jdk jdk) {
        String text = "PRAGMA foreign_keys=ON; PRAGMA cache_size=123";
        EndedJvm ended = run(jdk, Settings.Script.class, text);

        assertThat(ended.out()).isEqualTo("123\n");
        isSilent(ended);
    }

    private EndedJvm run(Jdk jdk, Class<?> program, String... arguments) {
        return ForkedJvm.in(folder, program)
                .on(jdk)
                .alsoOnClassPath(Build.pool())
                .arguments(arguments)
                .run()
                .hasStatus(0);
    }
}
