package io.github.sqliteleak.junit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where tests may have databases: {@code java.io.tmpdir} and what the user names. */
record AllowedFolders(List<Path> folders) {
    static AllowedFolders of(@Nullable String more) {
        List<Path> folders = new ArrayList<>();
        folders.add(real(Path.of(System.getProperty("java.io.tmpdir"))));
        if (more != null) {
            Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(more)
                    .filter(folder -> !folder.isBlank())
                    .map(folder -> real(Path.of(folder.strip())))
                    .forEach(folders::add);
        }
        return new AllowedFolders(List.copyOf(folders));
    }

    boolean hold(Path file) {
        return folders.stream().anyMatch(file::startsWith);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException missing) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
