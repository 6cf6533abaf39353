package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the jar carries of others: named with version and licence, and pinned. */
class SuppliesIT {
    private static final String SHADED = "io/github/sqliteleak/shaded/";

    /** The licences by their names in the list, with the file that has their text. */
    private static final Map<String, String> LICENCES =
            Map.of(
                    "Apache-2.0", "META-INF/LICENSE",
                    "Apache-2.0 OR MIT", "META-INF/LICENSE",
                    "Apache-2.0 AND BSD-3-Clause", "META-INF/licenses/ASM",
                    "BSD-3-Clause", "META-INF/licenses/JLine");

    @Test
    void namesEachShadedPackageInTheBillOfMaterialsAndInTheNotice() throws Exception {
        try (JarFile jar = new JarFile(Build.agentJar().toFile())) {
            String notice = text(jar, "META-INF/NOTICE");
            List<String> packages = new ArrayList<>();
            for (JsonObject component : components(jar)) {
                String name = component.getArray("properties").getObject(0).getString("value");
                packages.add(name.replace('.', '/').concat("/"));
                assertThat(notice).contains('(' + name + ')');
                String licence =
                        component.getArray("licenses").getObject(0).getString("expression");
                String file = LICENCES.get(licence);
                assertThat(file).as("licence of %s", component.getString("name")).isNotNull();
                assertThat(jar.getEntry(file)).as(file).isNotNull();
            }

            assertThat(packages)
                    .containsExactlyInAnyOrderElementsOf(
                            jar.stream()
                                    .map(entry -> entry.getName())
                                    .filter(name -> name.matches(SHADED + "[a-z]+/"))
                                    .toList());
        }
    }

    @Test
    void carriesThePinnedVersions() throws Exception {
        Map<String, String> carried = new TreeMap<>();
        try (JarFile jar = new JarFile(Build.agentJar().toFile())) {
            for (JsonObject component : components(jar)) {
                carried.put(
                        component.getString("group") + ':' + component.getString("name"),
                        component.getString("version"));
            }
        }
        Map<String, String> pinned = new TreeMap<>();
        Path pins = Path.of(System.getProperty("basedir"), "../src/release/pins.tsv");
        for (String line : Files.readAllLines(pins)) {
            if (!line.startsWith("#")) {
                String[] columns = line.split("\t");
                pinned.put(columns[0], columns[1]);
                assertThat(LocalDate.parse(columns[2])).isAfter("2026-01-01");
            }
        }

        assertThat(carried).as("see src/release/pins.tsv").isEqualTo(pinned);
    }

    private static List<JsonObject> components(JarFile jar) throws Exception {
        JsonArray components =
                JsonParser.object()
                        .from(text(jar, "META-INF/sbom/application.cdx.json"))
                        .getArray("components");
        List<JsonObject> all = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            all.add(components.getObject(i));
        }
        return all;
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
