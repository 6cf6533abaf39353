package io.github.sqliteleak.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param data the folder asked for, or null for a new temporary one
 */
record Options(boolean clean, boolean help, @Nullable Path data) {

    /** Throws {@link IllegalArgumentException} with one line that names what is wrong. */
    static Options parse(String... args) {
        boolean clean = false;
        boolean help = false;
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
                default ->
                        throw new IllegalArgumentException(
                                "unknown option "
                                        + args[i]
                                        + ", allowed are --clean, --data FOLDER and --help");
            }
        }
        return new Options(clean, help, data);
    }
}
