package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.words.PlainText;

/**
 * Text for a terminal as it grows. Whatever is put in comes out harmless: control and
 * text-direction characters are shown as escapes, so that no SQL or thread name can steer the
 * terminal or forge a line.
 */
public final class ConsolePage {
    static final String BOLD = "1";
    static final String RED = "1;31";
    static final String GREEN = "32";
    static final String YELLOW = "33";

    private static final int LABEL_WIDTH = 11;
    private static final String FIELD_INDENT = "    ";

    private final ConsoleStyle style;
    private final StringBuilder out = new StringBuilder(1024);

    public ConsolePage(ConsoleStyle style) {
        this.style = style;
    }

    public ConsolePage text(String text) {
        String plain = PlainText.of(text);
        out.append(
                style.unicode()
                        ? plain
                        : plain.replace("→", "->").replace("←", "<-").replace("…", "..."));
        return this;
    }

    public ConsolePage text(String ansi, String text) {
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
}
