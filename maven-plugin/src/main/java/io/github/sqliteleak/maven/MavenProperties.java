package io.github.sqliteleak.maven;

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

    private static @Nullable String onCommandLine(MavenSession session, String key) {
        String user = session.getUserProperties().getProperty(key);
        return user == null ? session.getSystemProperties().getProperty(key) : user;
    }
}
