package io.github.sqliteleak.secrets;

import java.util.List;

/** Where on the command line of a JVM its program begins: the main class, module or jar. */
final class ProgramOfJava {
    /** Options whose value is an argument of its own. */
    private static final List<String> WITH_VALUE =
            List.of(
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
                    "--patch-module",
                    "--enable-native-access",
                    "--source");

    private ProgramOfJava() {}

    /** 0 where it is no JVM, and where no program is found. */
    static int index(String[] arguments) {
        String program = arguments.length == 0 ? "" : arguments[0];
        String name = program.substring(program.lastIndexOf('/') + 1);
        if (!name.equals("java") && !name.equals("javaw")) {
            return 0;
        }
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean module = argument.equals("-m") || argument.equals("--module");
            if (argument.equals("-jar") || module || !isOption(argument)) {
                return i;
            }
            i += WITH_VALUE.contains(argument) ? 1 : 0;
        }
        return 0;
    }

    /** An argument file may hold anything, and the program as well. */
    private static boolean isOption(String argument) {
        return argument.startsWith("-") || argument.startsWith("@");
    }
}
