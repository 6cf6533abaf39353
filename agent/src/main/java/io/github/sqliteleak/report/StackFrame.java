package io.github.sqliteleak.report;

import io.github.sqliteleak.blame.GeneratedCode;
import org.jspecify.annotations.Nullable;

/**
 * A frame as it stands in a report, taken apart.
 *
 * @param className empty when the text is none of a frame
 * @param file name without folder, null for native code and where the class file does not name it
 * @param line 0 when not known
 */
public record StackFrame(String className, String methodName, @Nullable String file, int line) {
    /** Reads {@code loader/module@version/class.method(File:line)}. */
    public static StackFrame parse(String frame) {
        int parenthesis = frame.indexOf('(');
        String name = parenthesis < 0 ? frame : frame.substring(0, parenthesis);
        // A hidden class has a slash and a number within its name, behind its last package.
        int hidden = name.indexOf("/0x");
        int module = (hidden < 0 ? name : name.substring(0, hidden)).lastIndexOf('/');
        name = name.substring(module + 1);
        int method = name.lastIndexOf('.');
        String place = parenthesis < 0 ? "" : frame.substring(parenthesis + 1);
        place = place.endsWith(")") ? place.substring(0, place.length() - 1) : place;
        int colon = place.lastIndexOf(':');
        String file = colon < 0 ? place : place.substring(0, colon);
        return new StackFrame(
                name.substring(0, Math.max(method, 0)),
                name.substring(method + 1),
                isFileName(file) ? file : null,
                colon < 0 ? 0 : lineNumber(place, colon + 1));
    }

    public StackTraceElement element() {
        return new StackTraceElement(className, methodName, file, line == 0 ? -1 : line);
    }

    /** As {@code class#method}, without the numbers that a compiler hands out. */
    public String stableName() {
        return GeneratedCode.withoutNumbers(className)
                + '#'
                + GeneratedCode.withoutNumbers(methodName);
    }

    private static boolean isFileName(String text) {
        return text.indexOf('.') > 0 && text.indexOf('/') < 0 && text.indexOf('\\') < 0;
    }

    private static int lineNumber(String text, int from) {
        try {
            return Math.max(Integer.parseInt(text, from, text.length(), 10), 0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
