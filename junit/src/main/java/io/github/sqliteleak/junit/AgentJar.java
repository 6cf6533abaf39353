package io.github.sqliteleak.junit;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The agent's jar, which is on the class path as a dependency of this one. */
final class AgentJar {
    private static final String ENTRY = "io/github/sqliteleak/agent/SqliteLeakAgent.class";

    private AgentJar() {}

    /** Null when the agent is not on the class path, or not as a jar. */
    static @Nullable Path find() {
        ClassLoader own = AgentJar.class.getClassLoader();
        URL entry = own == null ? null : own.getResource(ENTRY);
        if (entry == null) {
            entry = ClassLoader.getSystemResource(ENTRY);
        }
        if (entry == null) {
            return null;
        }
        try {
            URLConnection connection = entry.openConnection();
            if (connection instanceof JarURLConnection jar) {
                Path file = Path.of(jar.getJarFileURL().toURI());
                return Files.isRegularFile(file) ? file : null;
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            return null;
        }
        return null;
    }

    /** The JVM argument that starts it, ready to be copied. */
    static String argument() {
        Path jar = find();
        if (jar == null) {
            String version = AgentJar.class.getPackage().getImplementationVersion();
            String shown = version == null ? "VERSION" : version;
            return "\"-javaagent:${settings.localRepository}/io/github/sqliteleak/sqlite-leak-agent/"
                    + shown
                    + "/sqlite-leak-agent-"
                    + shown
                    + ".jar\"";
        }
        String argument = "-javaagent:" + jar;
        return argument.indexOf(' ') < 0 ? argument : '"' + argument + '"';
    }
}
