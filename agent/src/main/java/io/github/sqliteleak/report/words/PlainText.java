package io.github.sqliteleak.report.words;

/**
 * Text of unknown origin made fit for one line of any format: control and text-direction
 * characters, halves of surrogate pairs and what is no character are shown as escapes.
 */
public final class PlainText {
    private PlainText() {}

    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
                plain.append(' ');
            } else if (isUnsafe(codePoint)) {
                plain.append("\\u");
                String hex = Integer.toHexString(codePoint);
                plain.append("0".repeat(Math.max(0, 4 - hex.length()))).append(hex);
            } else {
                plain.appendCodePoint(codePoint);
            }
        }
        return plain.toString();
    }

    private static boolean isUnsafe(int c) {
        return isControl(c) || isTextDirection(c) || !isCharacter(c);
    }

    private static boolean isControl(int c) {
        return c < 0x20 || (c >= 0x7F && c < 0xA0);
    }

    /** Marks, embeddings and overrides of text direction, and Unicode's own line ends. */
    private static boolean isTextDirection(int c) {
        return (c >= 0x200B && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0x061C
                || c == 0xFEFF;
    }

    private static boolean isCharacter(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !surrogate && (c & 0xFFFE) != 0xFFFE;
    }
}
