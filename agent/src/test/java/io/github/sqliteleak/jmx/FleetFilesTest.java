package io.github.sqliteleak.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The files for fleets go with the MBean, and with one another. */
class FleetFilesTest {
    private static final Path FILES = Path.of("../src/site/resources/fleet");
    private static final Pattern METRIC = Pattern.compile("\\bsqlite_[a-z_]+");

    @TempDir Path folder;

    @Test
    void theExporterHasARuleForEachNumber() throws IOException {
        List<String> patterns = new ArrayList<>();
        for (Map<String, ?> rule : rules()) {
            patterns.add((String) rule.get("pattern"));
        }

        for (Measure measure : Measure.values()) {
            String shown =
                    "io.github.sqliteleak<type=SqliteConnections><>" + measure.label() + ": 1.0";
            assertThat(patterns).as(shown).filteredOn(shown::matches).hasSize(1);
        }
        for (String column : List.of("open", "lent", "transactions", "openCursors", "waiting")) {
            String shown =
                    "io.github.sqliteleak<type=SqliteConnections, database=/a b/c.db><Databases>"
                            + column
                            + ": 0.0";
            assertThat(patterns).as(shown).filteredOn(shown::matches).hasSize(1);
        }
    }

    @Test
    void theExporterPassesOverACounterThatIsNotKnown() throws IOException {
        String shown = "io.github.sqliteleak<type=SqliteConnections><>LockTimeouts: -1.0";

        assertThat(rules())
                .extracting(rule -> (String) rule.get("pattern"))
                .noneMatch(shown::matches);
    }

    @Test
    void theExporterNamesUnitsAndCountersAsPrometheusDoes() throws IOException {
        for (Map<String, ?> rule : rules()) {
            String name = (String) rule.get("name");
            assertThat(name.endsWith("_total"))
                    .as(name)
                    .isEqualTo(rule.get("type").equals("COUNTER"));
            assertThat(name.endsWith("_seconds"))
                    .as(name)
                    .isEqualTo(rule.get("pattern").toString().contains("Millis"))
                    .isEqualTo(rule.containsKey("valueFactor"));
        }
    }

    @Test
    void alertsAndPanelsAskForMetricsThatThereAre() throws Exception {
        Set<String> known = new TreeSet<>();
        for (Map<String, ?> rule : rules()) {
            known.add((String) rule.get("name"));
        }

        assertThat(metrics(text("alerts.yaml"))).isNotEmpty().isSubsetOf(known);
        String dashboard = text("grafana-dashboard.json");
        JsonObject parsed = JsonParser.object().from(dashboard);
        assertThat(parsed.getArray("panels")).hasSizeGreaterThan(5);
        assertThat(metrics(dashboard)).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void openTelemetryAsksForAttributesThatThereAre() throws IOException {
        Map<String, ?> file = new Yaml().load(text("otel-jmx.yaml"));
        Map<?, ?> rule = (Map<?, ?>) ((List<?>) file.get("rules")).get(0);

        assertThat(rule.get("bean")).isEqualTo("io.github.sqliteleak:type=SqliteConnections");
        assertThat(((Map<?, ?>) rule.get("mapping")).keySet())
                .extracting(Object::toString)
                .isSubsetOf(Arrays.stream(Measure.values()).map(Measure::label).toList())
                .doesNotContain("ExcludedConnections")
                .hasSize(Measure.values().length - 1);
    }

    /** Debian's package prometheus has it; the build does not ask for it. */
    @Test
    void promtoolFindsThatAlertsFireWhenTheyShould() throws Exception {
        String promtool = promtool();
        assumeTrue(promtool != null, "no promtool on the PATH");
        Files.copy(FILES.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
        Files.copy(
                Path.of("src/test/resources/fleet/alerts-test.yaml"),
                folder.resolve("alerts-test.yaml"));

        for (List<String> arguments :
                List.of(
                        List.of("check", "rules", "alerts.yaml"),
                        List.of("test", "rules", "alerts-test.yaml"))) {
            List<String> command = new ArrayList<>(List.of(promtool));
            command.addAll(arguments);
            Path out = folder.resolve("out");
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            assertThat(process.waitFor()).as(Files.readString(out)).isZero();
        }
    }

    private static String promtool() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(folder, "promtool");
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        return null;
    }

    private static Set<String> metrics(String text) {
        Set<String> metrics = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            metrics.add(matcher.group());
        }
        return metrics;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> rules() throws IOException {
        Map<String, ?> file = new Yaml().load(text("jmx-exporter.yaml"));
        return (List<Map<String, ?>>) file.get("rules");
    }

    private static String text(String name) throws IOException {
        return Files.readString(FILES.resolve(name));
    }
}
