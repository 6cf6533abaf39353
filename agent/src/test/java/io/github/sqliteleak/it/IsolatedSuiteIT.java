package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.IsolatedSuite;
import io.github.sqliteleak.it.app.LeakySuite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests in a class loader below the application's, with JUnit there only. The application's loader
 * has the agent's jar, and so the listener's name, but could not load it.
 */
class IsolatedSuiteIT {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.it.OpeningTestIT#platforms")
    void namesTheTest(Jdk jdk, String version) throws IOException {
        EndedJvm jvm = run(jdk, version, "InSequence");

        assertThat(jvm.out()).isEqualTo("7 tests\n");
        String type = LeakySuite.class.getName() + "$InSequence";
        assertThat(OpeningTestIT.openedIn(jvm.report().addsUp()))
                .containsAllEntriesOf(
                        Map.of(
                                "before-all.db", "class " + type,
                                "test.db", "certain " + type + "#leaks()",
                                "other-thread.db",
                                        "only-running-test " + type + "#leaksInOtherThread()"));
    }

    @SomeJdk
    void staysSilentWhenTestsClose(Jdk jdk) throws IOException {
        EndedJvm jvm = run(jdk, "5.14.4", "Clean");

        assertThat(jvm.out()).isEqualTo("1 tests\n");
        jvm.hasNoLeak();
    }

    private EndedJvm run(Jdk jdk, String version, String classes) throws IOException {
        Path main = copyOfTheMainClass();
        String isolated =
                Stream.of(
                                Stream.of(Build.programs(), Build.driver(Build.DRIVER)),
                                Build.logging().stream(),
                                Stream.of(Platforms.jupiter(version)))
                        .flatMap(paths -> paths)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        return ForkedJvm.in(folder, IsolatedSuite.class)
                .on(jdk)
                .classPath(main)
                .arguments(isolated, "together", "return")
                .arguments(LeakySuite.class.getName() + '$' + classes)
                .run()
                .hasStatus(0);
    }

    private Path copyOfTheMainClass() throws IOException {
        String name = IsolatedSuite.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("main").resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(Build.programs().resolve(name), copy);
        return folder.resolve("main");
    }
}
