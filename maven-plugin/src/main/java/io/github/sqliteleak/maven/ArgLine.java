package io.github.sqliteleak.maven;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of JVM arguments as Surefire splits it: at blanks outside of quotes. */
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
     * The line with the arguments in front, and without those that were put there before: the agent
     * is to be there once.
     *
     * @param jar of the agent
     * @param mark an argument that comes with it
     */
    static String prepend(@Nullable String line, String jar, String mark, String arguments) {
        StringBuilder result = new StringBuilder(arguments);
        for (String part : parts(line == null ? "" : line)) {
            boolean agent = part.contains("-javaagent:") && part.contains(jar);
            if (!agent && !part.equals(mark)) {
                result.append(' ').append(part);
            }
        }
        return result.toString();
    }

    /** Whether the line takes in the property, the way Surefire does late or Maven does early. */
    static boolean refersTo(String line, String property) {
        return line.contains("@{" + property + '}') || line.contains("${" + property + '}');
    }

    /** The arguments with the quotes that they have. */
    private static List<String> parts(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            // Surefire knows no escapes, but other plugins that were here before write them.
            boolean escaped = i > 0 && line.charAt(i - 1) == '\\';
            if (quote != 0) {
                quote = c == quote && !escaped ? 0 : quote;
            } else if ((c == '"' || c == '\'') && !escaped) {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                add(parts, part);
                continue;
            }
            part.append(c);
        }
        add(parts, part);
        return parts;
    }

    private static void add(List<String> parts, StringBuilder part) {
        if (part.length() > 0) {
            parts.add(part.toString());
            part.setLength(0);
        }
    }
}
