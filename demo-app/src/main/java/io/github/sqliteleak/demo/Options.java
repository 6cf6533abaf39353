package io.github.sqliteleak.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param scene the scene asked for, or null for the whole day
 * @param data the folder asked for, or null for a new temporary one
 */
record Options(boolean clean, boolean help, @Nullable Scenes scene, @Nullable Path data) {

    /** Throws {@link IllegalArgumentException} with one line that names what is wrong. */
    static Options parse(String... args) {
        boolean clean = false;
        boolean help = false;
        Scenes scene = null;
        Path data = null;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--clean" -> clean = true;
                case "--help" -> help = true;
                case "--data" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException("--data needs a FOLDER");
                    }
                    data = Path.of(args[i]);
                }
                case "--scene" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException(
                                "--scene needs one of " + String.join(", ", Scenes.names()));
                    }
                    scene = Scenes.named(args[i]);
                }
                default ->
                        throw new IllegalArgumentException(
                                "unknown option "
                                        + args[i]
                                        + ", allowed are --clean, --scene NAME, --data FOLDER and --help");
            }
        }
        return new Options(clean, help, scene, data);
    }
}
