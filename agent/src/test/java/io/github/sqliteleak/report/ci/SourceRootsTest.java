package io.github.sqliteleak.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRootsTest {
    private static final LeakSite SITE = Reports.of(Leak.number(1)).leaks().get(0);

    @TempDir Path repository;

    @Test
    void findsTheOpenSiteInModules() throws Exception {
        source("group/app/src/test/kotlin/com/example/Repo.java");

        assertThat(SourceRoots.find(repository).locate(SITE))
                .isEqualTo(
                        new SourceLocation(
                                "group/app/src/test/kotlin/com/example/Repo.java", 42, true));
    }

    @Test
    void takesTheFirstFrameThatHasASource() throws Exception {
        source("src/main/java/com/example/App.java");

        assertThat(SourceRoots.find(repository).locate(SITE))
                .isEqualTo(new SourceLocation("src/main/java/com/example/App.java", 9, true));
    }

    @Test
    void guessesWhenThereIsNoSource() {
        assertThat(SourceRoots.find(repository).locate(SITE))
                .isEqualTo(new SourceLocation("com/example/Repo.java", 42, false));
        assertThat(locate(Leak.number(1).withoutUserFrames("a.B.c(Native Method)")))
                .isEqualTo(new SourceLocation("unknown", 1, false));
        assertThat(locate(Leak.number(1).withoutUserFrames()))
                .isEqualTo(new SourceLocation("unknown", 1, false));
    }

    @Test
    void looksWhereItIsTold() throws Exception {
        source("generated/com/example/Repo.java");
        source("src/main/java/com/example/Repo.java");
        SourceRoots told = SourceRoots.of(repository, List.of(Path.of("generated")));
        SourceRoots outside =
                SourceRoots.of(repository.resolve("src"), List.of(repository.resolve("generated")));

        assertThat(told.locate(SITE).path()).isEqualTo("generated/com/example/Repo.java");
        assertThat(outside.locate(SITE).uri()).startsWith("file:///").endsWith("/Repo.java");
    }

    @Test
    void staysBelowItsRoots() throws Exception {
        source("secret.java");
        SourceRoots roots = SourceRoots.of(repository, List.of(Path.of("src")));

        assertThat(roots.find("..a.B(secret.java:1)")).isNull();
        assertThat(roots.find("a\u0000b.C.d(C.java:1)")).isNull();
    }

    @Test
    void takesTheModuleThatTheClassWasLoadedFrom() throws Exception {
        source("src/main/java/com/example/Repo.java");
        source("a/src/test/java/com/example/Repo.java");
        source("b/src/main/java/com/example/Repo.java");

        assertThat(loadedFrom("b/target/classes").path())
                .isEqualTo("b/src/main/java/com/example/Repo.java");
        assertThat(loadedFrom("b/target/b-1.jar").doubt()).isEmpty();
        assertThat(loadedFrom("a/build/classes/java/test").path())
                .isEqualTo("a/src/test/java/com/example/Repo.java");
        assertThat(loadedFrom("target/classes").path())
                .isEqualTo("src/main/java/com/example/Repo.java");
        assertThat(loadedFrom("../elsewhere/b-1.jar").doubt()).hasSize(1);
    }

    private SourceLocation loadedFrom(String place) {
        String from = repository.resolve(place).normalize().toString();
        return locate(Leak.number(1).loadedFrom(from));
    }

    /** Reports of other machines, and classes of one name from two places. */
    @Test
    void namesAllSourcesOfOneName() throws Exception {
        source("b/src/main/java/com/example/Repo.java");
        source("a/src/test/java/com/example/Repo.java");
        SourceLocation found = SourceRoots.find(repository).locate(SITE);

        assertThat(found.path()).isEqualTo("a/src/test/java/com/example/Repo.java");
        assertThat(found.others()).containsExactly("b/src/main/java/com/example/Repo.java");
        assertThat(found.doubt())
                .containsExactly(
                        "source: not known which of a/src/test/java/com/example/Repo.java,"
                                + " b/src/main/java/com/example/Repo.java");
    }

    @Test
    void takesOneFileForOneWhateverLeadsToIt() throws Exception {
        source("src/main/java/com/example/Repo.java");
        Path root = Path.of("src/main/java");
        Path link = repository.resolve("link");
        Files.createSymbolicLink(link, repository.resolve(root));

        SourceLocation found = SourceRoots.of(repository, List.of(root, root, link)).locate(SITE);

        assertThat(found.path()).isEqualTo("src/main/java/com/example/Repo.java");
        assertThat(found.doubt()).isEmpty();
    }

    @Test
    void encodesUris() {
        assertThat(new SourceLocation("a b/ü:\"%.java", 1, true).uri())
                .isEqualTo("a%20b/%C3%BC%3A%22%25.java");
    }

    private SourceLocation locate(Leak leak) {
        return SourceRoots.find(repository).locate(Reports.of(leak).leaks().get(0));
    }

    private void source(String path) throws Exception {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
