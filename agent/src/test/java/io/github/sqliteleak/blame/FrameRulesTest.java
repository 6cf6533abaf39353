package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRulesTest {
    @Test
    void recognisesEveryClassOfTheAgent() throws IOException, URISyntaxException {
        List<String> classes = classesOfTheAgent();

        assertThat(classes).hasSizeGreaterThan(300).allMatch(FrameRules::isAgentOrDriver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.github.sqliteleak.toolkit.WriteQueue",
                "io.github.sqliteleak.junit.TestDatabaseExtension",
                "io.github.sqliteleak.demo.Main",
                "io.github.sqliteleak.lock.LockWatchTest$Nested",
                "io.github.sqliteleak.registry2.Orders",
                "io.github.sqliteleak.Orders",
                "org.sqliteleak.Orders",
            })
    void leavesOthersAlone(String className) {
        assertThat(FrameRules.isAgentOrDriver(className)).isFalse();
    }

    private static List<String> classesOfTheAgent() throws IOException, URISyntaxException {
        Path root =
                Path.of(
                        FrameRules.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .toList();
        }
    }
}
