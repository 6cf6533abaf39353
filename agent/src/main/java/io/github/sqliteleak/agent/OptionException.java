package io.github.sqliteleak.agent;

/**
 * An option that cannot be used; the message is one line that names the key, the value and what is
 * allowed.
 */
final class OptionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String line;

    OptionException(String line) {
        super(oneLine(line));
        this.line = oneLine(line);
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    /** The line for the user. */
    String line() {
        return line;
    }

    static OptionException badValue(String key, String value, String allowed) {
        return new OptionException(
                "option " + key + ": \"" + value + "\" is not allowed; allowed: " + allowed);
    }
}
