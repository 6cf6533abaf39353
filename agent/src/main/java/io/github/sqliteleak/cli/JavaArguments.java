package io.github.sqliteleak.cli;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@code java} process. */
final class JavaArguments {
    private static final Set<String> WITH_VALUE =
            Set.of(
                    "-cp",
                    "-classpath",
                    "--class-path",
                    "-p",
                    "--module-path",
                    "--upgrade-module-path",
                    "--add-modules",
                    "--add-exports",
                    "--add-opens",
                    "--add-reads",
                    "--limit-modules",
                    "--enable-native-access");

    private JavaArguments() {}

    /** The main class, module, or name of the jar; null when there is none to be seen. */
    static @Nullable String main(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return i + 1 < arguments.size() ? withoutFolder(arguments.get(i + 1)) : null;
            }
            if (WITH_VALUE.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return argument;
            }
        }
        return null;
    }

    private static String withoutFolder(String jar) {
        boolean module = !jar.endsWith(".jar");
        return module
                ? jar
                : jar.substring(Math.max(jar.lastIndexOf('/'), jar.lastIndexOf('\\')) + 1);
    }
}
