package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.UnusualDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The other tests of this module again, on newer versions of JUnit than the one compiled against.
 */
class OtherVersionsIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"junit-newer", "junit-newest"})
    void allTestsPass(String version) throws IOException {
        List<String> classPath = classPath(version);
        String underTheAgent = fork(classPath, testsOf(version)).agent("console=off").run();
        String withoutIt =
                fork(
                                classPath,
                                TestDatabaseTest.class,
                                LazyContainerTest.class,
                                ConfiguredDatabasesTest.class,
                                RollbackTest.class)
                        .run();
        String arguments = fork(classPath, UnusualDatabases.ArgumentsByDatabase.class).run();

        assertThat(arguments).isEqualTo("2 tests, 0 failed\n");
        assertThat(underTheAgent).matches("([1-9]\\d|[2-9]) tests, 0 failed\\n");
        assertThat(withoutIt).matches("[2-9]\\d tests, 0 failed\\n");
    }

    /** The tests' own with another version of JUnit. */
    static List<String> classPath(String version) throws IOException {
        List<String> classPath = new ArrayList<>();
        for (String entry : Fork.ownClassPath()) {
            if (!entry.matches(".*[/\\\\]junit-(jupiter|platform)[^/\\\\]*\\.jar")) {
                classPath.add(entry);
            }
        }
        Path build = Path.of(System.getProperty("build.folder"));
        try (Stream<Path> jars = Files.list(build.resolve(version))) {
            jars.map(Path::toString).forEach(classPath::add);
        }
        return classPath;
    }

    /** Of the version between, what is most likely to differ. */
    private static Class<?>[] testsOf(String version) {
        return version.equals("junit-newest")
                ? new Class<?>[] {
                    SqliteLeakCheckIT.class,
                    ParallelIT.class,
                    SqliteSuiteRulesIT.class,
                    ReportIT.class
                }
                : new Class<?>[] {ReportIT.class};
    }

    private Fork fork(List<String> classPath, Class<?>... classes) {
        return Fork.in(folder, classes).jvm("-Dagent.jar=" + Fork.agentJar()).classPath(classPath);
    }
}
