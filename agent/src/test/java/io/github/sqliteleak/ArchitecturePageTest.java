package io.github.sqliteleak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code src/site/markdown/architecture.md} says of places in the source. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("..", "src", "site", "markdown", "architecture.md");
    private static final Path SOURCES =
            Path.of("src", "main", "java", "io", "github", "sqliteleak");
    private static final Pattern PLACE = Pattern.compile("`((?:[a-z]+/)+)([A-Z]\\w+)`");

    @Test
    void classesStandInTheRoomsThatThePageNames() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher place = PLACE.matcher(Files.readString(PAGE));
        int places = 0;
        while (place.find()) {
            places++;
            if (!Files.exists(SOURCES.resolve(place.group(1)).resolve(place.group(2) + ".java"))) {
                missing.add(place.group());
            }
        }

        assertThat(places).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }
}
