package io.github.sqliteleak.maven;

import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The values of properties, in the order in which Maven takes them for a goal's parameters. */
final class MavenProperties {
    private MavenProperties() {}

    static LostAgent lostAgent(String property, MavenProject project, MavenSession session) {
        return new LostAgent(
                property,
                key -> onCommandLine(session, key),
                key -> project.getProperties().getProperty(key));
    }

    /** Whether the user wants no tests at all, so that there is nothing to warn of. */
    static boolean testsAreSkipped(MavenProject project, MavenSession session) {
        for (String key : List.of("skipTests", "maven.test.skip")) {
            String value = onCommandLine(session, key);
            if (value == null) {
                value = project.getProperties().getProperty(key);
            }
            // As -DskipTests alone.
            if (value != null && (value.isEmpty() || value.equals("true"))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String onCommandLine(MavenSession session, String key) {
        String user = session.getUserProperties().getProperty(key);
        return user == null ? session.getSystemProperties().getProperty(key) : user;
    }
}
