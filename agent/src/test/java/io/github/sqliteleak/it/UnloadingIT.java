package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Redeploys;
import io.github.sqliteleak.it.app.WebApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web applications of a Tomcat that are deployed again and again, and leak a connection each. */
class UnloadingIT {
    /** A dozen of each kind of use, more than there is metaspace for. */
    private static final int REDEPLOYS = 60;

    private static final int OF_EACH_KIND = 12;

    /** Forty drivers and their applications fill it. */
    private static final String LITTLE_METASPACE = "-XX:MaxMetaspaceSize=40m";

    @TempDir Path folder;

    @SomeJdk
    void webApplicationsAreUnloadedAndTheirLeaksReported(Jdk jdk) throws IOException {
        EndedJvm jvm = redeploys().on(jdk).run();

        isReported(jvm, "drop");
        List<JsonObject> kept = isReported(jvm, "keep");
        assertThat(kept).allSatisfy(UnloadingIT::saysThatNobodyCanCloseIt);
    }

    @SomeJdk
    void whatIsUnloadedIsClosedBeforeWhenAskedTo(Jdk jdk) throws IOException {
        areClosedBefore(redeploys().agent("collected=close").on(jdk).run());
    }

    @Test
    void whatIsUnloadedIsClosedBeforeWhereLocksAreNotWatched() throws IOException {
        areClosedBefore(redeploys().agent("collected=close,lock-waits=off").run());
    }

    private void areClosedBefore(EndedJvm jvm) {
        Stream.concat(isReported(jvm, "drop").stream(), isReported(jvm, "keep").stream())
                .forEach(
                        connection ->
                                assertThat(connection.getString("forceClose")).isEqualTo("closed"));
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles();
    }

    private static void saysThatNobodyCanCloseIt(JsonObject connection) {
        assertThat(connection.getString("forceClose")).isEqualTo("not-attempted");
        assertThat(connection.getString("forceCloseDetail"))
                .isEqualTo(
                        "its driver was unloaded with its class loader, after which nobody can"
                                + " close it");
    }

    private static List<JsonObject> isReported(EndedJvm jvm, String method) {
        assertThat(jvm.hasStatus(0).out())
                .isEqualTo("60 unloaded, 24 connections in the container\n");
        Report report = jvm.report().addsUp();
        assertThat(report.total("opened")).isEqualTo(REDEPLOYS);
        assertThat(report.total("leaked")).isEqualTo(2 * OF_EACH_KIND);
        JsonObject leak = report.openedIn(WebApplication.class, method);
        assertThat(leak.getObject("kinds").getInt("garbage-collected")).isEqualTo(OF_EACH_KIND);
        List<JsonObject> connections = Report.objects(leak.getArray("connections"));
        assertThat(connections)
                .hasSize(OF_EACH_KIND)
                .allSatisfy(
                        connection -> {
                            assertThat(connection.getString("database")).endsWith(".db");
                            assertThat(connection.getBoolean("inTransaction")).isTrue();
                            assertThat(connection.getString("transactionSite"))
                                    .contains("WebApplication.write(");
                        });
        return connections;
    }

    private ForkedJvm redeploys() throws IOException {
        String own = webApplication("own");
        Path jars = Files.createDirectories(folder.resolve("own/WEB-INF/lib"));
        Files.copy(Build.driver(Build.DRIVER), jars.resolve("sqlite-jdbc.jar"));
        return ForkedJvm.in(folder, Redeploys.class)
                .jvmArguments(LITTLE_METASPACE)
                .alsoOnClassPath(Build.tomcat().toArray(Path[]::new))
                .arguments(String.valueOf(REDEPLOYS), own, webApplication("shared"));
    }

    /** A folder with the classes of a web application. */
    private String webApplication(String name) throws IOException {
        Path classes = folder.resolve(name).resolve("WEB-INF/classes");
        for (Class<?> type : classes()) {
            Path file = Path.of(type.getName().replace('.', '/') + ".class");
            Files.createDirectories(classes.resolve(file).getParent());
            Files.copy(Build.programs().resolve(file), classes.resolve(file));
        }
        return name;
    }

    private static List<Class<?>> classes() {
        return Stream.concat(
                        Stream.of(WebApplication.class),
                        Stream.of(WebApplication.class.getDeclaredClasses()))
                .toList();
    }
}
