package io.github.sqliteleak.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReflectiveMemberTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/sqliteleak");

    private static final Pattern LOOK_UP =
            Pattern.compile(
                    "\\.(getMethod|getDeclaredMethod|getField|findVirtual)\\((?:\\w+,)?\\s*\"(\\w+)");

    @ParameterizedTest
    @EnumSource
    void theDriverHasEachMember(ReflectiveMember member) throws Exception {
        Class<?> type = member.type(getClass().getClassLoader());

        Class<?>[] parameters =
                member == ReflectiveMember.CREATE_CONNECTION
                        ? new Class<?>[] {String.class, Properties.class}
                        : new Class<?>[0];

        assertThat(
                        member.signature().endsWith(")")
                                ? member.in(type, parameters)
                                : member.fieldIn(type))
                .isNotNull();
    }

    /**
     * What is looked up by a name of its own elsewhere is the JDK's, a pool's, a logger's or the
     * agent's.
     */
    @Test
    void noMemberOfTheDriverIsLookedUpPastTheTable() throws IOException {
        assertThat(namesLookedUpElsewhere())
                .containsExactly(
                        "WARNING",
                        "add",
                        "callback",
                        "defineClass",
                        "getLogger",
                        "getUnderlyingConnection",
                        "getUnsafe",
                        "logp",
                        "shouldBeInitialized",
                        "warn");
    }

    private static Set<String> namesLookedUpElsewhere() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<MatchResult> found = LOOK_UP.matcher(read(file)).results().toList();
                found.forEach(match -> names.add(match.group(2)));
            }
        }
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
