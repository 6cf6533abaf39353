package io.github.sqliteleak.it;

import static io.github.sqliteleak.it.ToldSettings.isSilent;
import static io.github.sqliteleak.it.ToldSettings.isToldOnce;
import static io.github.sqliteleak.it.ToldSettings.onlySetting;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.MemoryPools;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools of more than one are told of where each connection has a database of its own. */
class MemoryPoolsIT {
    private static final String PROGRAM = MemoryPools.class.getName();

    @TempDir Path folder;

    @SomeJdk
    void tellsOfPoolOnDatabaseThatIsNotShared(Jdk jdk) {
        EndedJvm ended = run(jdk, MemoryPools.Pooled.class, ":memory:", "2", "1");

        JsonObject setting = onlySetting(ended, "memory-pool");
        assertThat(setting.getString("database")).isEqualTo(":memory:");
        assertThat(setting.getString("site"))
                .startsWith(PROGRAM + "$Pooled.pool(MemoryPools.java:");
        isToldOnce(
                ended,
                "a pool of more than one on :memory:, where each connection of pool:HikariCP has an"
                        + " empty database of its own, at "
                        + PROGRAM);
    }

    @Test
    void tellsOfPoolOnNamedDatabaseThatIsNotShared() {
        EndedJvm ended =
                run(Jdks.running(), MemoryPools.Pooled.class, "file:m?mode=memory", "3", "1");

        onlySetting(ended, "memory-pool");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":memory: 1 1",
                ":memory: 1 2",
                "file:/shared?vfs=memdb 2 1",
                "file:shared?mode=memory&cache=shared 2 1",
                "file:shared?mode=memory&shared_cache=true 2 1",
                "data.db 2 1"
            })
    void isSilentAboutOtherPools(String arguments) {
        isSilent(run(Jdks.running(), MemoryPools.Pooled.class, arguments.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.50.3.0", "3.45.3.0", "3.39.2.0"})
    void tellsOfPoolWithOtherDrivers(String version) {
        EndedJvm ended =
                ForkedJvm.in(folder, MemoryPools.Pooled.class)
                        .driver(version)
                        .alsoOnClassPath(Build.pool())
                        .arguments(":memory:", "2", "1")
                        .run();

        onlySetting(ended, "memory-pool");
    }

    @SomeJdk
    void isSilentAboutPoolOfOneThatOpensTheNextBeforeItHasClosedTheOld(Jdk jdk) {
        EndedJvm ended = run(jdk, MemoryPools.Renewed.class);

        assertThat(ended.out()).isEqualTo("0\n");
        isSilent(ended);
    }

    @SomeJdk
    void tellsOfPoolThatUsesTheOlderOneAgain(Jdk jdk) {
        EndedJvm ended = run(jdk, MemoryPools.Refilled.class);

        assertThat(ended.out()).isEqualTo("0\n".repeat(10));
        onlySetting(ended, "memory-pool");
    }

    /** It hands the driver other settings each time, so that nothing proves what is one pool. */
    @ParameterizedTest
    @ValueSource(strings = {"1 1", "1 3", "2 1"})
    void isSilentAboutPoolsOfTomcat(String arguments) {
        isSilent(run(Jdks.running(), MemoryPools.OfTomcat.class, arguments.split(" ", -1)));
    }

    /** It opens all in threads of its own: the user's code is where one is used. */
    @SomeJdk
    void tellsOfPoolOfC3p0AtCodeOfTheUsers(Jdk jdk) {
        EndedJvm ended = run(jdk, MemoryPools.OfC3p0.class, "3");

        assertThat(onlySetting(ended, "memory-pool").getString("site"))
                .startsWith("io.github.sqliteleak.it.app.Db.ask(Db.java:");
    }

    @Test
    void isSilentAboutPoolOfOneOfC3p0() {
        EndedJvm ended = run(Jdks.running(), MemoryPools.OfC3p0.class, "1");

        assertThat(ended.report().addsUp().settings()).isEmpty();
    }

    private EndedJvm run(Jdk jdk, Class<?> program, String... arguments) {
        return ForkedJvm.in(folder, program)
                .on(jdk)
                .alsoOnClassPath(Build.pool())
                .alsoOnClassPath(Build.otherPools().toArray(Path[]::new))
                .arguments(arguments)
                .run()
                .hasStatus(0);
    }
}
