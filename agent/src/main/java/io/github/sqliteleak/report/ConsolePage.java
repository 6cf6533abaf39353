package io.github.sqliteleak.report;

/**
 * Text for a terminal as it grows. Whatever is put in comes out harmless: control and
 * text-direction characters are shown as escapes, so that no SQL or thread name can steer the
 * terminal or forge a line.
 */
final class ConsolePage {
    static final String BOLD = "1";
    static final String RED = "1;31";
    static final String GREEN = "32";
    static final String YELLOW = "33";

    private static final int LABEL_WIDTH = 11;
    private static final String FIELD_INDENT = "    ";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final ConsoleStyle style;
    private final StringBuilder out = new StringBuilder(1024);

    ConsolePage(ConsoleStyle style) {
        this.style = style;
    }

    ConsolePage text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else {
                append(c);
            }
        }
        return this;
    }

    ConsolePage text(String ansi, String text) {
        if (!style.colour()) {
            return text(text);
        }
        out.append("\u001b[").append(ansi).append('m');
        text(text);
        out.append("\u001b[0m");
        return this;
    }

    ConsolePage line() {
        out.append('\n');
        return this;
    }

    /** Begins a line with a label; without one, below the text of the field before. */
    ConsolePage field(String label) {
        text(FIELD_INDENT);
        if (!label.isEmpty()) {
            text(BOLD, label + ':');
        }
        for (int i = label.isEmpty() ? 0 : label.length() + 1; i < LABEL_WIDTH; i++) {
            out.append(' ');
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void append(char c) {
        if (c == '\n' || c == '\r' || c == '\t') {
            out.append(' ');
        } else if (isUnsafe(c)) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(HEX[(c >> shift) & 0xF]);
            }
        } else if (!style.unicode() && c == '→') {
            out.append("->");
        } else if (!style.unicode() && c == '…') {
            out.append("...");
        } else {
            out.append(c);
        }
    }

    private static boolean isUnsafe(char c) {
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            return true;
        }
        // Marks, embeddings and overrides of text direction, Unicode's own line ends, and halves of
        // pairs.
        return (c >= '\u200B' && c <= '\u200F')
                || (c >= '\u2028' && c <= '\u202E')
                || (c >= '\u2060' && c <= '\u206F')
                || c == '\u061C'
                || Character.isSurrogate(c)
                || c == '\uFEFF';
    }
}
