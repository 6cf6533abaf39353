package io.github.sqliteleak.report;

/**
 * Text of unknown origin made fit for one line of any format: control and text-direction
 * characters, halves of surrogate pairs and what is no character are shown as escapes.
 */
public final class PlainText {
    private static final ConsoleStyle STYLE = new ConsoleStyle(true, false, true);

    private PlainText() {}

    public static String of(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (isCharacter(c)) {
                                whole.appendCodePoint(c);
                            } else {
                                whole.append(String.format("\\u%04x", c));
                            }
                        });
        return new ConsolePage(STYLE).text(whole.toString()).toString();
    }

    private static boolean isCharacter(int codePoint) {
        boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
        return !surrogate && (codePoint & 0xFFFE) != 0xFFFE;
    }
}
