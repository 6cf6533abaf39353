package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sqliteleak.it.app.Exits;
import io.github.sqliteleak.it.app.Leaks;
import io.github.sqliteleak.it.app.Loads;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderIT {
    @TempDir Path folder;

    @SomeJdk
    void writesNothingWithoutTheDriver(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Loads.Nothing.class)
                        .on(jdk)
                        .classPath(Build.programs())
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).isEqualTo("nothing\n");
        assertThat(jvm.err()).isEmpty();
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
    }

    @SomeJdk
    void writesNothingWhenNothingIsOpened(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Loads.Driver.class)
                        .on(jdk)
                        .arguments("org.sqlite.core.NativeDB", "org.sqlite.jdbc4.JDBC4Connection")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).startsWith("org.sqlite.JDBC\n");
        assertThat(jvm.err()).isEmpty();
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
    }

    @Test
    void makesTheFolderItIsGiven() throws IOException {
        EndedJvm jvm = leak("report=target/deep/reports");

        Report report = jvm.report("target/deep/reports");
        assertThat(report.file().getFileName().toString())
                .matches(
                        "leaks-"
                                + report.json().getObject("jvm").getInt("pid")
                                + "-\\d+-\\w+.json");
        assertThat(jvm.err())
                .contains("report: target/deep/reports/" + report.file().getFileName());
    }

    @Test
    void keepsReportsFromOthers() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));

        Path report = leak("").report().file();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsTheFolderToItsOwnerAndGoesAlongOwnLinks() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Files.createSymbolicLink(
                folder.resolve("target"), Files.createDirectory(folder.resolve("elsewhere")));

        Path report = leak("report=target/reports").report("target/reports").file();

        assertThat(report.toRealPath().getParent())
                .isEqualTo(folder.toRealPath().resolve("elsewhere/reports"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report.getParent())))
                .isEqualTo("rwx------");
    }

    /** Needs root, who can make a link another user's. */
    @Test
    void goesAlongNoLinkOfAnotherUser() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
        assumeTrue((Integer) Files.getAttribute(folder, "unix:uid") == 0);
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Path link = Files.createSymbolicLink(folder.resolve("sqlite-leaks"), precious);
        Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);

        EndedJvm jvm = leak("");

        assertThat(precious).isEmptyDirectory();
        assertThat(jvm.err())
                .contains("cannot write to the report folder")
                .contains(" is a link that another user made or can exchange; name its target")
                .contains("1 connection leaked at 1 site");
    }

    @SomeJdk
    void reportsOnTheConsoleWhenTheFolderCannotBeMade(Jdk jdk) throws IOException {
        Files.writeString(folder.resolve("taken"), "a file");

        EndedJvm jvm = ForkedJvm.in(folder, Leaks.InMain.class).on(jdk).agent("report=taken").run();

        assertThat(jvm.hasStatus(0).err().lines())
                .filteredOn(line -> line.contains("taken"))
                .singleElement()
                .asString()
                .startsWith("sqlite-leak-agent: cannot write ");
        assertThat(jvm.err()).contains("1 connection leaked at 1 site");
        assertThat(folder.resolve("taken")).hasContent("a file");
    }

    @Test
    void reportsOnTheConsoleWhenTheFolderBreaksLater() throws IOException {
        RunningJvm jvm = ForkedJvm.in(folder, Exits.Waiting.class).start().awaitLine("ready");
        Files.move(folder.resolve("sqlite-leaks"), folder.resolve("moved"));
        Files.writeString(folder.resolve("sqlite-leaks"), "a file");

        EndedJvm ended = jvm.say("end").end().hasStatus(0);

        assertThat(ended.err())
                .startsWith("sqlite-leak-agent: cannot write the report")
                .contains("1 connection leaked at 1 site")
                .doesNotContain("  report: ");
        assertThat(ended.files("moved")).hasSize(1);
    }

    @Test
    void takesManyJvmsAtOnce() {
        int jvms = 8;
        List<RunningJvm> running = new ArrayList<>();
        for (int i = 0; i < jvms; i++) {
            Path own = folder.resolve("jvm-" + i);
            running.add(
                    ForkedJvm.in(own, Exits.Waiting.class)
                            .agent("report=../sqlite-leaks")
                            .start()
                            .awaitLine("ready"));
        }
        running.forEach(jvm -> jvm.say("end"));
        running.forEach(jvm -> jvm.end().hasStatus(0));

        List<Path> files = new EndedJvm(0, "", "", folder).files("sqlite-leaks");
        assertThat(files).hasSize(jvms);
        assertThat(files)
                .extracting(
                        file -> Report.read(file).addsUp().json().getObject("jvm").getInt("pid"))
                .doesNotHaveDuplicates();
    }

    private EndedJvm leak(String options) {
        return ForkedJvm.in(folder, Leaks.InMain.class).agent(options).run().hasStatus(0);
    }
}
