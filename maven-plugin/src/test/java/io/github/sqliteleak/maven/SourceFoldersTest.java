package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFoldersTest {
    @TempDir Path folder;

    @Test
    void findsThoseOfOtherLanguagesBesideThoseOfMaven() throws Exception {
        MavenProject module = new MavenProject();
        module.setFile(folder.resolve("pom.xml").toFile());
        module.addCompileSourceRoot(folder.resolve("src/main/java").toString());
        Files.createDirectories(folder.resolve("src/main/java"));
        Files.createDirectories(folder.resolve("src/main/kotlin"));
        Files.createDirectories(folder.resolve("src/test/scala"));

        assertThat(SourceFolders.of(module))
                .containsExactly(
                        folder.resolve("src/main/java").toString(),
                        folder.resolve("src/main/kotlin").toString(),
                        folder.resolve("src/test/scala").toString());
    }
}
