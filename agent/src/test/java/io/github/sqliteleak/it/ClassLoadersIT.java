package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Isolated;
import io.github.sqliteleak.it.app.Loaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassLoadersIT {
    private static final String OTHER = "3.45.3.0";

    @TempDir Path folder;

    @SomeJdk
    void tracksDriverInLoaderBelowTheApplications(Jdk jdk) {
        Report report = run(jdk, Loaders.Nested.class).report().addsUp();

        assertThat(report.openedIn(Loaders.class, "leak").getInt("count")).isOne();
        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
        assertThat(report.total("closed")).isOne();
        DatabaseFiles.in(folder).areIntact();
    }

    @Test
    void tracksTwoCopiesOfTheDriver() {
        Report report = run(Jdks.running(), Loaders.Twice.class).report().addsUp();

        assertThat(report.json().getArray("driver")).hasSize(2);
        assertThat(report.openedIn(Loaders.class, "leak").getInt("count")).isEqualTo(2);
        assertThat(Report.objects(report.leak().getArray("connections")))
                .extracting(connection -> connection.getString("forceClose"))
                .containsOnly("closed");
    }

    /** Nothing of the agent is found from any of them. */
    @EachJdk
    void tracksDriversOfLoadersThatDoNotSeeTheAgent(Jdk jdk) {
        EndedJvm jvm =
                run(
                        jdk,
                        Isolated.class,
                        Build.driver(OTHER),
                        Build.pool(),
                        Build.driver(Build.DRIVER));

        assertThat(jvm.err()).doesNotContain("not tracked");
        Report report = jvm.report().addsUp();
        assertThat(Report.objects(report.json().getArray("driver")))
                .hasSize(3)
                .allSatisfy(d -> assertThat(d.getString("tracking")).isEqualTo("full"))
                .extracting(driver -> driver.getString("version"))
                .contains(OTHER, Build.DRIVER);
        JsonObject leak = report.openedIn(Loaders.class, "leak");
        assertThat(leak.getInt("count")).isEqualTo(3);
        assertThat(report.leaks())
                .extracting(found -> found.getString("site"))
                .anySatisfy(site -> assertThat(site).contains("Isolated.borrow("));
        JsonObject wait = report.lockWaits().get(0);
        assertThat(wait.getString("waiterSite")).contains("Db.run(");
        assertThat(wait.getArray("holders").getObject(0).getString("openSite"))
                .contains("Isolated.lock(");
    }

    @EachJdk
    void tracksDriverOnTheModulePath(Jdk jdk) throws IOException {
        Path module = compileModule();
        Path[] modulePath =
                Stream.concat(
                                Stream.of(module, Build.driver(Build.DRIVER)),
                                Build.logging().stream())
                        .toArray(Path[]::new);

        EndedJvm jvm =
                ForkedJvm.in(folder, "leaky/leaky.Main")
                        .on(jdk)
                        .modulePath(modulePath)
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).isEqualTo("in module org.xerial.sqlitejdbc\n");
        Report report = jvm.report().addsUp();
        assertThat(report.leak().getString("openSite")).isEqualTo("leaky.Main.main(Main.java:7)");
        assertThat(report.connection().getBoolean("inTransaction")).isTrue();
        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
    }

    private Path compileModule() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/leaky"));
        Path info = sources.resolveSibling("module-info.java");
        Files.writeString(info, "module leaky { requires java.sql; }");
        Path main = sources.resolve("Main.java");
        Files.writeString(
                main,
                """
                package leaky;

                import java.sql.*;

                public class Main {
                    public static void main(String... args) throws SQLException {
                        Connection connection = DriverManager.getConnection("jdbc:sqlite:data.db");
                        connection.setAutoCommit(false);
                        System.out.println("in " + connection.getClass().getModule());
                    }
                }
                """);
        Path classes = folder.resolve("leaky");
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "--release",
                                "17",
                                "-d",
                                classes.toString(),
                                info.toString(),
                                main.toString());
        assertThat(status).isZero();
        return classes;
    }

    private EndedJvm run(Jdk jdk, Class<?> main) {
        return run(jdk, main, Build.driver(Build.DRIVER));
    }

    private EndedJvm run(Jdk jdk, Class<?> main, Path... first) {
        String[] jars =
                Stream.concat(Stream.of(first), Build.logging().stream())
                        .map(Path::toString)
                        .toArray(String[]::new);
        return ForkedJvm.in(folder, main)
                .on(jdk)
                .classPath(Build.programs())
                .arguments(jars)
                .run()
                .hasStatus(0);
    }
}
