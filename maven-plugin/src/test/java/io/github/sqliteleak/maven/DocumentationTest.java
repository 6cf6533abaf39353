package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plugin's page says of goals, parameters and messages. */
class DocumentationTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ""))
                    .toAbsolutePath()
                    .resolve("../src/site/markdown/maven-plugin.md")
                    .normalize();

    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| (?:`(sqlite-leak\\.[\\w-]+)`)?", Pattern.MULTILINE);

    @Test
    void tablesHaveEachParameterWithItsProperty() throws Exception {
        String page = Files.readString(PAGE);
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(page.substring(page.indexOf("## Parameters")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }

        assertThat(documented).isEqualTo(parameters());
    }

    @Test
    void pageHasEachGoal() throws Exception {
        String page = Files.readString(PAGE);

        assertThat(DescriptorTest.descriptor().getMojos())
                .allSatisfy(mojo -> assertThat(page).contains("`" + mojo.getGoal() + "`"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the agent is lost: ",
                " has <argLine>",
                "</argLine>, which leaves the agent out",
                " has forkCount 0",
                " of the command line, which wins over the agent",
                " does not use the property ",
                "the agent is missing: ",
                "tests ran without the agent: ",
                "nothing tells whether tests had the agent: ",
                "tests had the agent and sqlite-jdbc, and there is no report in ",
                "incomplete data, so this is no pass: ",
                "no module has a report; run prepare-agent before the tests"
            })
    void messagesHaveAHeading(String part) throws IOException {
        assertThat(Files.readAllLines(PAGE))
                .anyMatch(line -> line.startsWith("### ") && line.contains(part.strip()));
    }

    private static Map<String, String> parameters() throws Exception {
        Map<String, String> parameters = new TreeMap<>();
        for (MojoDescriptor mojo : DescriptorTest.descriptor().getMojos()) {
            if (mojo.getGoal().equals("help")) {
                continue;
            }
            for (Parameter parameter : mojo.getParameters()) {
                PlexusConfiguration value =
                        mojo.getMojoConfiguration().getChild(parameter.getName());
                if (parameter.isEditable()) {
                    parameters.put(
                            parameter.getName(), value.getValue("").replaceAll("^\\$\\{|}$", ""));
                }
            }
        }
        return parameters;
    }
}
