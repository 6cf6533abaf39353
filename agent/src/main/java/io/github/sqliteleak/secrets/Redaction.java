package io.github.sqliteleak.secrets;

/** Takes passwords, keys and other secrets out of JDBC URLs and names of database files. */
public final class Redaction {
    private static final String SECRET = "***";
    private static final String SEPARATORS = "?&;#";

    private Redaction() {}

    /**
     * The URL with {@code ***} for the value of each parameter that {@link SecretNames} knows and
     * for the password of {@code //user:password@host}. Parameters may stand after {@code ?},
     * {@code &}, {@code ;} or {@code #}, percent-encoded or not. A value runs to the next separator
     * of its own style, or on where what follows is no parameter.
     */
    public static String url(String url) {
        return withoutSecretParameters(withoutUserPassword(url));
    }

    /**
     * The name of a database file without secrets. SQLite and the driver take parameters that they
     * do not know, keys among them, for a part of a plain file's name; the rest of the name is
     * shown, since that is the file on disk.
     */
    public static String fileName(String name) {
        return withoutSecretParameters(name);
    }

    private static String withoutSecretParameters(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            char separator = separatorAt(text, at);
            at = after(text, at);
            if (separator == 0) {
                continue;
            }
            int equals = endOfName(text, at);
            if (isAt(text, equals, '=') && SecretNames.isSecret(text.substring(at, equals))) {
                int value = after(text, equals);
                at =
                        endOfValue(
                                text,
                                value,
                                separator == ';' || separator == '#' ? separator : '&');
                out.append(text, copied, value).append(SECRET);
                copied = at;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    private static int endOfName(String text, int from) {
        int i = from;
        while (i < text.length() && separatorAt(text, i) == 0 && !isAt(text, i, '=')) {
            i = after(text, i);
        }
        return i;
    }

    /** A separator after which no {@code name=} follows may as well belong to the secret. */
    private static int endOfValue(String text, int from, char separator) {
        for (int i = from; i < text.length(); i = after(text, i)) {
            if (separatorAt(text, i) == separator) {
                int begin = after(text, i);
                int name = endOfName(text, begin);
                if (name > begin && isAt(text, name, '=')) {
                    return i;
                }
            }
        }
        return text.length();
    }

    /** The separator that stands here, plain or percent-encoded; 0 for none. */
    private static char separatorAt(String text, int at) {
        char c = charAt(text, at);
        return SEPARATORS.indexOf(c) >= 0 ? c : 0;
    }

    private static boolean isAt(String text, int at, char c) {
        return at < text.length() && charAt(text, at) == c;
    }

    private static char charAt(String text, int at) {
        int code = SecretNames.percentCode(text, at);
        return code < 0 ? text.charAt(at) : (char) code;
    }

    private static int after(String text, int at) {
        return at + (SecretNames.percentCode(text, at) < 0 ? 1 : 3);
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
