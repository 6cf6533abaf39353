package io.github.sqliteleak.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.maven.project.MavenProject;

/**
 * The source roots of a module. The plugins of Kotlin, Groovy and Scala do not always add theirs to
 * those that Maven knows: they stand beside them, in {@code src/main} and {@code src/test}.
 */
final class SourceFolders {
    private static final String[] LANGUAGES = {"java", "kotlin", "groovy", "scala"};

    private SourceFolders() {}

    static Set<String> of(MavenProject module) {
        Set<String> roots = new LinkedHashSet<>(module.getCompileSourceRoots());
        roots.addAll(module.getTestCompileSourceRoots());
        if (module.getBasedir() != null) {
            for (String set : new String[] {"main", "test", "it"}) {
                for (String language : LANGUAGES) {
                    Path root = module.getBasedir().toPath().resolve("src").resolve(set);
                    if (Files.isDirectory(root.resolve(language))) {
                        roots.add(root.resolve(language).toString());
                    }
                }
            }
        }
        return roots;
    }
}
