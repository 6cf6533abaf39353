package io.github.sqliteleak.secrets;

import io.github.sqliteleak.sql.SqlMask;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a process was started, without what may be a secret. Of an argument with a secret nothing is
 * shown behind the name that announces it, since nobody knows where the secret ends.
 */
public final class ShownCommandLine {
    private static final int MOST = 200;
    private static final String SECRET = "***";

    /**
     * A name and what divides it from its value: {@code name=}, {@code "name": }, {@code name }.
     */
    private static final Pattern NAME =
            Pattern.compile("([\\w.%-]+)[\"'\\\\]*(?:\\s*[=:({]+|\\s+)");

    private static final Pattern ENCODED_EQUALS = Pattern.compile("(?i)([\\w.%-]+?)%3[AD]");

    /** An option or a bare word, but no class and no file. */
    private static final Pattern ANNOUNCEMENT =
            Pattern.compile("-{1,2}[\\w.-]+:?|[A-Z]?[a-z_]+:?|[A-Z_]+:?");

    private static final Pattern USER = Pattern.compile("(//[^/@:\\s]*:)[^@/\\s]*@");

    private static final Pattern SQL =
            Pattern.compile(
                    "(?is)\\s*(?:pragma|attach|detach|select|insert|update|delete|replace|create"
                            + "|alter|drop|with|vacuum|explain|begin|values)\\s.*");

    private ShownCommandLine() {}

    /**
     * Arguments with spaces between them, cut after {@value #MOST} characters; null for null. Of a
     * JVM those before its main class or jar are left out, which are long and say little.
     *
     * @param arguments the program first
     */
    public static @Nullable String of(String @Nullable [] arguments) {
        if (arguments == null) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        String before = "";
        int from = ProgramOfJava.index(arguments);
        if (from > 0) {
            line.append("java");
        }
        for (String argument : Arrays.asList(arguments).subList(from, arguments.length)) {
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(shown(argument, before));
            before = argument;
        }
        String whole = line.toString().replaceAll("\\s+", " ").trim();
        return whole.length() <= MOST ? whole : whole.substring(0, MOST - 1) + "…";
    }

    private static String shown(String argument, String before) {
        if (announcesSecret(before)) {
            return SECRET;
        }
        if (SQL.matcher(argument).matches()) {
            return SqlMask.mask(argument);
        }
        boolean user = before.equals("-u") || before.equals("--user") || argument.startsWith("-u");
        int colon = argument.indexOf(':');
        if (user && colon >= 0) {
            return argument.substring(0, colon + 1) + SECRET;
        }
        if (argument.length() > 2 && argument.startsWith("-p")) {
            return "-p" + SECRET;
        }
        int secret = Math.min(secretIn(argument, NAME), secretIn(argument, ENCODED_EQUALS));
        String visible =
                secret < argument.length() ? argument.substring(0, secret) + SECRET : argument;
        return USER.matcher(visible).replaceAll("$1" + SECRET + "@");
    }

    /** Where the first secret of the argument begins; its length when there is none. */
    private static int secretIn(String argument, Pattern pattern) {
        Matcher name = pattern.matcher(argument);
        while (name.find()) {
            if (SecretNames.isSecret(name.group(1))) {
                return name.end();
            }
        }
        return argument.length();
    }

    /** {@code --password secret}, {@code -p secret}, {@code Bearer secret}. */
    private static boolean announcesSecret(String argument) {
        return argument.equals("-p")
                || (ANNOUNCEMENT.matcher(argument).matches() && SecretNames.isSecret(argument));
    }
}
