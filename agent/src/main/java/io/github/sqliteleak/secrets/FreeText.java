package io.github.sqliteleak.secrets;

import io.github.sqliteleak.sql.SqlMask;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that somebody else has written, without what may be a secret: names of threads and tests,
 * messages of exceptions. Behind a name that announces a secret nothing more of the line is shown,
 * since nobody knows where the secret ends.
 */
public final class FreeText {
    private FreeText() {}

    /** The name of a thread, or a message. */
    public static String of(String text) {
        return shown(text, true);
    }

    /** The name of a test, which may be a sentence about a password. */
    public static String ofName(String name) {
        return shown(name, false);
    }

    private static String shown(String text, boolean blanks) {
        return isPlain(text) ? text : Masking.of(text, blanks);
    }

    /** Most names hold nothing that could come before a secret, and threads are named often. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' || c == ':' || c == '%' || c == ' ' || c == '"') {
                return false;
            }
        }
        return true;
    }

    /** Apart, so that a name that is plain loads no pattern. */
    private static final class Masking {
        private static final String SECRET = "***";

        private static final Pattern NAME =
                Pattern.compile("([\\w.%-]+)[\"'\\\\]*(\\s*[=:]+|%3[AD]|\\s+)\\s*(?=\\S)");

        /** What is followed by a secret with no more than a blank between them. */
        private static final Set<String> BEFORE_BLANK =
                Set.of("password", "passwd", "passphrase", "passwort", "passcode", "bearer");

        private static final Pattern USER = Pattern.compile("(//[^/@:\\s]*:)[^@/\\s]*@");
        private static final Pattern SQL =
                Pattern.compile("(?i)\\b(?:pragma\\s+\\S|attach\\s+\\S).*", Pattern.DOTALL);

        /** SQLite quotes what it does not understand. */
        private static final Pattern NEAR = Pattern.compile("near \"[^\"]*\"");

        static String of(String text, boolean blanks) {
            String visible = USER.matcher(text).replaceAll("$1" + SECRET + "@");
            visible = NEAR.matcher(visible).replaceAll("near \"?\"");
            Matcher sql = SQL.matcher(visible);
            if (sql.find()) {
                visible = visible.substring(0, sql.start()) + SqlMask.hideSecrets(sql.group());
            }
            StringBuilder out = new StringBuilder(visible.length());
            for (String line : visible.split("\n", -1)) {
                out.append(out.length() == 0 ? "" : "\n").append(line(line, blanks));
            }
            return out.toString();
        }

        private static String line(String line, boolean blanks) {
            Matcher name = NAME.matcher(line);
            while (name.find()) {
                boolean blank = name.group(2).isBlank();
                boolean announced =
                        blank
                                ? blanks && BEFORE_BLANK.contains(lastWord(name.group(1)))
                                : SecretNames.isSecret(name.group(1));
                if (announced) {
                    return line.substring(0, name.end()) + SECRET;
                }
            }
            return line;
        }

        private static String lastWord(String name) {
            return name.substring(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('-')))
                    .toLowerCase(java.util.Locale.ROOT);
        }
    }
}
