package io.github.sqliteleak.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a process was started, without what looks like a secret. On Linux only. */
public final class CommandLine {
    private static final int MOST = 200;
    private static final String SECRET = "***";

    /** A name that tells of a secret, up to its value. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)([\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|key|credential)"
                            + "[\\w.-]*[=:])\\S+");

    private static final Pattern USER = Pattern.compile("(//[^/@:\\s]*:)[^@/\\s]*@");

    private CommandLine() {}

    /**
     * Arguments with spaces between them, cut after {@value #MOST} characters; null when not known.
     */
    public static @Nullable String of(long pid) {
        if (pid <= 0) {
            return null;
        }
        try {
            Path process = Path.of("/proc", Long.toString(pid));
            byte[] arguments = Files.readAllBytes(process.resolve("cmdline"));
            String line = show(new String(arguments, StandardCharsets.UTF_8).split("\0"));
            return line.isEmpty() ? Files.readString(process.resolve("comm")).trim() : line;
        } catch (IOException e) {
            return null;
        }
    }

    static String show(String[] arguments) {
        StringBuilder line = new StringBuilder();
        boolean secretFollows = false;
        for (String argument : arguments) {
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(secretFollows ? SECRET : withoutSecrets(argument));
            secretFollows = !secretFollows && announcesSecret(argument);
        }
        String whole = line.toString().replaceAll("\\s+", " ").trim();
        return whole.length() <= MOST ? whole : whole.substring(0, MOST - 1) + "…";
    }

    private static String withoutSecrets(String argument) {
        String named = NAMED.matcher(argument).replaceAll("$1" + SECRET);
        return USER.matcher(named).replaceAll("$1" + SECRET + "@");
    }

    /** {@code --password secret}, {@code -p secret}. */
    private static boolean announcesSecret(String argument) {
        String name = argument.toLowerCase(Locale.ROOT);
        return name.equals("-p")
                || (name.startsWith("-")
                        && NAMED.matcher(name + "=x").matches()
                        && name.indexOf('=') < 0);
    }
}
