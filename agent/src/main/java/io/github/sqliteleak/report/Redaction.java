package io.github.sqliteleak.report;

import java.util.Locale;
import java.util.Set;

/** Takes passwords, keys and other secrets out of a JDBC URL. */
public final class Redaction {
    private static final String SECRET = "***";

    private static final Set<String> SECRET_NAMES =
            Set.of(
                    "password",
                    "passwd",
                    "pwd",
                    "pass",
                    "passphrase",
                    "key",
                    "hexkey",
                    "textkey",
                    "rekey",
                    "hexrekey",
                    "textrekey",
                    "secret",
                    "token",
                    "authtoken",
                    "auth_token",
                    "access_token",
                    "apikey",
                    "api_key",
                    "encryptionkey",
                    "encryption_key");

    private Redaction() {}

    /**
     * The URL with {@code ***} for the value of each secret parameter and for the password of
     * {@code //user:password@host}. Parameters may stand after {@code ?}, {@code &} or {@code ;};
     * names are compared whole, percent-decoded, in any case, and by their last part when they hold
     * dots. A value runs to the next separator of its own style, or on where what follows is no
     * parameter.
     */
    public static String url(String url) {
        String text = withoutUserPassword(url);
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            char separator = text.charAt(at++);
            if (separator != '?' && separator != '&' && separator != ';') {
                continue;
            }
            int equals = endOfName(text, at);
            if (isAt(text, equals, '=') && isSecret(text.substring(at, equals))) {
                int end = endOfValue(text, equals + 1, separator == ';' ? ';' : '&');
                out.append(text, copied, equals + 1).append(SECRET);
                copied = end;
                at = end;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Whether a connection property or URL parameter of this name holds a secret. */
    public static boolean isSecret(String name) {
        String plain = percentDecoded(name).trim().toLowerCase(Locale.ROOT);
        return SECRET_NAMES.contains(plain.substring(plain.lastIndexOf('.') + 1));
    }

    private static int endOfName(String text, int from) {
        int i = from;
        while (i < text.length() && "=?&;".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** A separator after which no {@code name=} follows may as well belong to the secret. */
    private static int endOfValue(String text, int from, char separator) {
        int end = text.indexOf(separator, from);
        while (end >= 0) {
            int name = endOfName(text, end + 1);
            if (name > end + 1 && isAt(text, name, '=')) {
                return end;
            }
            end = text.indexOf(separator, end + 1);
        }
        return text.length();
    }

    private static boolean isAt(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private static String percentDecoded(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%' && i + 2 < name.length()) {
                int high = Character.digit(name.charAt(i + 1), 16);
                int low = Character.digit(name.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    c = (char) (high * 16 + low);
                    i += 2;
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    private static String withoutUserPassword(String url) {
        String text = url;
        int authority = text.indexOf("//");
        while (authority >= 0) {
            int from = authority + 2;
            int end = from;
            while (end < text.length() && text.charAt(end) != '/') {
                end++;
            }
            int colon = text.indexOf(':', from);
            int host = text.lastIndexOf('@', end - 1);
            if (colon >= 0 && colon < host) {
                text = text.substring(0, colon + 1) + SECRET + text.substring(host);
            }
            authority = text.indexOf("//", from);
        }
        return text;
    }
}
