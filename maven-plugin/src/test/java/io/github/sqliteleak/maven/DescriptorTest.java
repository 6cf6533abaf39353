package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.agent.AgentArguments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.util.ReaderFactory;
import org.junit.jupiter.api.Test;

/** The plugin as Maven sees it. */
class DescriptorTest {
    @Test
    void hasItsGoals() throws Exception {
        assertThat(descriptor().getMojos())
                .extracting(MojoDescriptor::getGoal)
                .containsExactlyInAnyOrder(
                        "prepare-agent",
                        "prepare-agent-integration",
                        "check",
                        "check-aggregate",
                        "report",
                        "report-aggregate",
                        "baseline",
                        "help");
        assertThat(descriptor().getMojos()).allMatch(MojoDescriptor::isThreadSafe);
    }

    @Test
    void takesEachOptionOfTheAgent() throws Exception {
        List<String> expected = new ArrayList<>();
        AgentArguments.keys().forEach(key -> expected.add("${sqlite-leak." + key + "}"));

        assertThat(properties("prepare-agent")).containsAll(expected);
        expected.set(
                expected.indexOf("${sqlite-leak.report}"), "${sqlite-leak.report-integration}");
        assertThat(properties("prepare-agent-integration")).containsAll(expected);
    }

    private static List<String> properties(String goal) throws Exception {
        List<String> properties = new ArrayList<>();
        MojoDescriptor mojo = descriptor().getMojo(goal);
        for (Parameter parameter : mojo.getParameters()) {
            properties.add(mojo.getMojoConfiguration().getChild(parameter.getName()).getValue(""));
        }
        return properties;
    }

    static PluginDescriptor descriptor() throws Exception {
        try (InputStream in =
                DescriptorTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            return new PluginDescriptorBuilder().build(ReaderFactory.newXmlReader(in));
        }
    }
}
