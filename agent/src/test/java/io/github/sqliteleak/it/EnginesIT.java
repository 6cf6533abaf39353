package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.GroovySuite;
import io.github.sqliteleak.it.app.SuiteRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;

/** Test frameworks that run on the JUnit Platform by engines of their own. */
class EnginesIT {
    @TempDir Path folder;

    @SomeJdk
    void namesTestsOfJunit4(Jdk jdk) throws IOException {
        EndedJvm jvm =
                compileAndRun(
                        jdk,
                        Platforms.junit4(),
                        """
                        import java.sql.DriverManager;
                        import org.junit.*;

                        public class OldTest {
                            @BeforeClass public static void openForAll() throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:before.db");
                            }
                            @Test public void leaks() throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:test.db");
                            }
                            @Test(timeout = 60_000) public void leaksInTime() throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:timeout.db");
                            }
                            @Test public void closes() throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:closed.db").close();
                            }
                        }
                        """,
                        "OldTest");

        assertThat(jvm.out()).isEqualTo("3 tests\n");
        assertThat(OpeningTestIT.openedIn(jvm.report().addsUp()))
                .isEqualTo(
                        Map.of(
                                "before.db", "class OldTest",
                                "test.db", "certain OldTest#leaks()",
                                "timeout.db", "only-running-test OldTest#leaksInTime()"));
    }

    @SomeJdk
    void namesTestsOfTestng(Jdk jdk) throws IOException {
        EndedJvm jvm =
                compileAndRun(
                        jdk,
                        Platforms.testng(),
                        """
                        import java.sql.DriverManager;
                        import org.testng.annotations.*;

                        public class OtherTest {
                            @DataProvider public Object[][] numbers() {
                                return new Object[][] {{7}, {8}};
                            }
                            @Test public void leaks() throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:test.db");
                            }
                            @Test(dataProvider = "numbers") public void each(int number)
                                    throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:" + number + ".db");
                            }
                            @Test public void closes() throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:closed.db").close();
                            }
                        }
                        """,
                        "OtherTest");

        assertThat(jvm.out()).isEqualTo("4 tests\n");
        assertThat(OpeningTestIT.openedIn(jvm.report().addsUp()))
                .isEqualTo(
                        Map.of(
                                "test.db", "certain OtherTest#leaks()",
                                "7.db", "certain OtherTest#each(int)[0]",
                                "8.db", "certain OtherTest#each(int)[1]"));
    }

    @SomeJdk
    void chargesNoTestWithWhatTestngRunsAroundParallelOnes(Jdk jdk) throws IOException {
        EndedJvm jvm =
                compileAndRun(
                        jdk,
                        Platforms.testng(),
                        """
                        import java.sql.DriverManager;
                        import java.util.concurrent.atomic.AtomicInteger;
                        import org.testng.annotations.*;

                        public class AroundTest {
                            private final AtomicInteger number = new AtomicInteger();

                            @DataProvider(parallel = true) public Object[][] names() {
                                return new Object[][] {{"a"}, {"b"}};
                            }
                            @BeforeMethod public void before() throws Exception {
                                open("around-" + number.incrementAndGet());
                            }
                            @Test(invocationCount = 2) public void alone() {}
                            @Test(dataProvider = "names") public void each(String name)
                                    throws Exception {
                                open(name);
                            }
                            @AfterMethod public void after() throws Exception {
                                open("around-" + number.incrementAndGet());
                            }
                            private static void open(String name) throws Exception {
                                DriverManager.getConnection("jdbc:sqlite:" + name + ".db");
                            }
                        }
                        """,
                        "AroundTest");

        Map<String, String> expected = new TreeMap<>();
        for (int i = 1; i <= 8; i++) {
            expected.put("around-" + i + ".db", "class AroundTest");
        }
        Map<String, String> opened = OpeningTestIT.openedIn(jvm.report().addsUp());
        // Which of the two is the first one is up to the threads.
        assertThat(List.of(opened.remove("a.db"), opened.remove("b.db")))
                .containsExactlyInAnyOrder(
                        "certain AroundTest#each(java.lang.String)[0]",
                        "certain AroundTest#each(java.lang.String)[1]");
        assertThat(opened).isEqualTo(expected);
    }

    @SomeJdk
    void namesTestsOfSpock(Jdk jdk) throws IOException {
        Path source = folder.resolve("RepoSpec.groovy");
        Files.writeString(
                source,
                """
                import java.sql.DriverManager
                import spock.lang.Specification

                class RepoSpec extends Specification {
                    def "loads rows"() {
                        expect: DriverManager.getConnection("jdbc:sqlite:test.db")
                    }
                    def "loads each"() {
                        expect: DriverManager.getConnection("jdbc:sqlite:${number}.db")
                        where: number << [7, 8]
                    }
                    def "closes"() {
                        when: DriverManager.getConnection("jdbc:sqlite:closed.db").close()
                        then: noExceptionThrown()
                    }
                }
                """);
        EndedJvm jvm =
                ForkedJvm.in(folder, GroovySuite.class)
                        .on(jdk)
                        .alsoOnClassPath(Platforms.spock())
                        .arguments(source.toString())
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).isEqualTo("5 tests\n");
        assertThat(OpeningTestIT.openedIn(jvm.report().addsUp()))
                .isEqualTo(
                        Map.of(
                                "test.db", "certain RepoSpec#loads rows()",
                                "7.db", "certain RepoSpec#loads each() [number: 7, #0]",
                                "8.db", "certain RepoSpec#loads each() [number: 8, #1]"));
    }

    private EndedJvm compileAndRun(Jdk jdk, Path[] platform, String source, String name)
            throws IOException {
        Path file = folder.resolve(name + ".java");
        Files.writeString(file, source);
        Path classes = folder.resolve("classes");
        String classPath =
                Arrays.stream(platform)
                        .map(Path::toString)
                        .collect(Collectors.joining(java.io.File.pathSeparator));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "--release",
                                "17",
                                "-cp",
                                classPath,
                                "-d",
                                classes.toString(),
                                file.toString());
        assertThat(status).isZero();
        return ForkedJvm.in(folder, SuiteRunner.class)
                .on(jdk)
                .alsoOnClassPath(platform)
                .alsoOnClassPath(classes)
                .arguments("together", "return", name)
                .run()
                .hasStatus(0);
    }
}
