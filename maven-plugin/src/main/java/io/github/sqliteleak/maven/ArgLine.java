package io.github.sqliteleak.maven;

import org.jspecify.annotations.Nullable;

/** A line of JVM arguments as Surefire splits it: at blanks outside of quotes, no escapes. */
final class ArgLine {
    private ArgLine() {}

    /** The argument, quoted where it has to be to stay in one piece. */
    static String quoted(String argument) {
        boolean plain =
                argument.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
        if (plain) {
            return argument;
        }
        if (argument.indexOf('"') < 0) {
            return '"' + argument + '"';
        }
        return '\'' + argument.replace("'", "'\"'\"'") + '\'';
    }

    /**
     * The line with the arguments in front.
     *
     * @param previous what was put in front before and is taken out: the agent is to be there once
     */
    static String prepend(@Nullable String line, @Nullable String previous, String arguments) {
        String rest = line == null ? "" : line;
        if (previous != null) {
            rest = rest.replace(previous, "");
        }
        rest = rest.strip();
        return rest.isEmpty() ? arguments : arguments + ' ' + rest;
    }

    /** Whether the line takes in the property, the way Surefire does late or Maven does early. */
    static boolean refersTo(String line, String property) {
        return line.contains("@{" + property + '}') || line.contains("${" + property + '}');
    }
}
