package io.github.sqliteleak.benchmarks;

import io.github.sqliteleak.benchmarks.workload.EmptyAgent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The jar of an agent with an empty {@code premain}. */
final class EmptyAgentJar {
    private EmptyAgentJar() {}

    static Path write(Path folder) throws IOException {
        Path jar = folder.resolve("empty-agent.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", EmptyAgent.class.getName());
        String classFile = EmptyAgent.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = EmptyAgent.class.getClassLoader().getResourceAsStream(classFile)) {
            out.putNextEntry(new JarEntry(classFile));
            Objects.requireNonNull(in).transferTo(out);
        }
        return jar;
    }
}
