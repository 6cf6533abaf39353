package io.github.sqliteleak.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names that announce a secret: the one table for parameters of URLs, connection properties and
 * arguments of processes. A name counts by its parts, in any case and spelling: {@code cipher_key},
 * {@code dbPassword} and {@code CLIENT-SECRET} all do.
 */
public final class SecretNames {
    /** Anywhere in a name, its separators left out. */
    private static final String[] PARTS = {
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "passwort",
        "secret",
        "credential",
        "token",
        "authorization",
        "bearer",
        "privatekey",
    };

    /** A whole word of a name. */
    private static final Set<String> WORDS =
            Set.of("key", "pass", "pwd", "pw", "pin", "auth", "jwt", "cookie", "salt");

    /** The end of a word of a name: {@code hexkey}, {@code dbpass}. */
    private static final String[] ENDS = {"key", "pwd", "pass"};

    private static final Set<String> NO_SECRETS = Set.of("monkey", "bypass", "compass");

    private SecretNames() {}

    /** Whether what has this name is a secret. Percent escapes in the name are decoded. */
    public static boolean isSecret(String name) {
        List<String> words = words(percentDecoded(name));
        if (words.isEmpty() || isSetting(words)) {
            return false;
        }
        String joined = String.join("", words);
        for (String part : PARTS) {
            if (joined.contains(part)) {
                return true;
            }
        }
        for (String word : words) {
            if (WORDS.contains(word) || endsLikeSecret(word)) {
                return true;
            }
        }
        return false;
    }

    /** {@code hexkey_mode} says how a key is written, {@code tokenizer} how a text is cut. */
    private static boolean isSetting(List<String> words) {
        String last = words.get(words.size() - 1);
        return last.equals("mode") || last.startsWith("tokeniz");
    }

    private static boolean endsLikeSecret(String word) {
        for (String end : ENDS) {
            if (word.endsWith(end)) {
                return !NO_SECRETS.contains(word);
            }
        }
        return false;
    }

    /** In lower case, cut where no letter stands and where a capital follows a small letter. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean small = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = Character.isLetter(c);
            if (word.length() > 0 && (!letter || (small && Character.isUpperCase(c)))) {
                words.add(word.toString().toLowerCase(Locale.ROOT));
                word.setLength(0);
            }
            if (letter) {
                word.append(c);
            }
            small = Character.isLowerCase(c);
        }
        if (word.length() > 0) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static String percentDecoded(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            int code = percentCode(name, i);
            out.append(code < 0 ? name.charAt(i) : (char) code);
            i += code < 0 ? 0 : 2;
        }
        return out.toString();
    }

    /** The character that a percent escape at this place stands for; -1 where none begins. */
    static int percentCode(String text, int at) {
        if (at + 2 >= text.length() || text.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
