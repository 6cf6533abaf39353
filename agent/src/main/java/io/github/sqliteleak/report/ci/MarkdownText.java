package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.report.words.PlainText;

/**
 * Text of unknown origin made fit for a cell of a table in GitHub-flavoured Markdown. What cannot
 * be markup where it stands stays as it is, so that the source reads well, too: a line number, a
 * class name with {@code $}, a path.
 */
final class MarkdownText {
    private static final String ESCAPED = "`*[]<~";

    private final String text;
    private final StringBuilder out = new StringBuilder();

    private MarkdownText(String text) {
        this.text = text;
    }

    static String of(String text) {
        return new MarkdownText(PlainText.of(text)).escaped();
    }

    private String escaped() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (ESCAPED.indexOf(c) >= 0 || (c == '\\' && isBeforePunctuation(i))) {
                out.append('\\').append(c);
            } else if (c == '_' && !(isWord(i - 1) && isWord(i + 1))) {
                out.append('\\').append(c);
            } else if (isMarkup(c, i)) {
                out.append("&#").append((int) c).append(';');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** What no backslash takes its meaning from, on some site or other. */
    private boolean isMarkup(char c, int at) {
        return switch (c) {
            // The end of a cell, an entity, a mention of somebody or an address.
            case '|', '&', '@' -> true;
            // A formula, but for those of class and method names.
            case '$' -> !(isWord(at - 1) && isWord(at + 1));
            // A link, or a pictogram between two colons.
            case ':' -> text.startsWith("//", at + 1) || isShortCode(at);
            case '.' -> text.regionMatches(true, at - 3, "www", 0, 3);
            // The number of an issue.
            case '#' -> at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
            default -> false;
        };
    }

    private boolean isShortCode(int colon) {
        if (text.startsWith(":memory:", colon)) {
            return false;
        }
        int end = colon + 1;
        while (isWord(end) || (end < text.length() && "+-".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end > colon + 1 && end < text.length() && text.charAt(end) == ':';
    }

    /** At the end, too: there the bar of the cell follows. */
    private boolean isBeforePunctuation(int at) {
        return at + 1 == text.length() || (text.charAt(at + 1) < 0x80 && isSign(at + 1));
    }

    private boolean isSign(int at) {
        return !Character.isLetterOrDigit(text.charAt(at)) && text.charAt(at) != ' ';
    }

    private boolean isWord(int at) {
        return at >= 0
                && at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
