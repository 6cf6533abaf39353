package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Crowd;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 500 tests over 8 threads in each of two JVMs that share a temp folder. */
class CrowdIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(classes = {Crowd.InMemory.class, Crowd.InSharedMemory.class, Crowd.InFile.class})
    void neverMeet(Class<?> tests) throws Exception {
        Path temp = Files.createDirectory(folder.resolve("temp"));
        Path natives = Files.createDirectory(folder.resolve("natives"));
        List<Fork.Started> forks =
                Stream.of("one", "two")
                        .map(name -> fork(name, tests, temp, natives).start())
                        .toList();

        for (Fork.Started fork : forks) {
            assertThat(fork.end()).isEqualTo("500 tests, 0 failed\n");
        }
        assertThat(temp).isEmptyDirectory();
        for (String name : List.of("one", "two")) {
            JsonObject totals = report(folder.resolve(name)).getObject("totals");
            assertThat(totals.getInt("leaked")).isZero();
            assertThat(totals.getInt("opened")).isEqualTo(totals.getInt("closed"));
            assertThat(totals.getInt("lockTimeouts")).isZero();
            assertThat(totals.getInt("opened")).isGreaterThanOrEqualTo(500);
        }
    }

    private Fork fork(String name, Class<?> tests, Path temp, Path natives) {
        return Fork.in(folder, tests)
                .agent("console=off,report=" + name)
                .jvm("-Djava.io.tmpdir=" + temp, "-Dorg.sqlite.tmpdir=" + natives)
                .parameters(Outcomes.PARALLEL);
    }

    static JsonObject report(Path reports) throws Exception {
        try (Stream<Path> files = Files.list(reports)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return JsonParser.object().from(Files.readString(all.get(0)));
        }
    }
}
