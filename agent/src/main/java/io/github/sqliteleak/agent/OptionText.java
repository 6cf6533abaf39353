package io.github.sqliteleak.agent;

import io.github.sqliteleak.files.PlainFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The two forms in which options are written: {@code key=value,key="a,b"}, and a properties file.
 */
final class OptionText {
    private OptionText() {}

    static Map<String, String> parse(String arguments) throws OptionException {
        Map<String, String> options = new HashMap<>();
        int from = 0;
        while (from < arguments.length()) {
            int to = endOfOption(arguments, from);
            String option = arguments.substring(from, to).trim();
            if (!option.isEmpty()) {
                int equals = option.indexOf('=');
                if (equals < 0) {
                    throw new OptionException(
                            "option \""
                                    + option
                                    + "\" has no value; allowed: key=value, with the keys "
                                    + String.join(", ", OptionValues.KEYS));
                }
                String key = option.substring(0, equals).trim();
                String value = unquote(key, option.substring(equals + 1).trim());
                if (options.put(key, value) != null) {
                    throw new OptionException(
                            "option " + key + " is given more than once; allowed: once");
                }
            }
            from = to + 1;
        }
        return options;
    }

    private static int endOfOption(String arguments, int from) {
        boolean quoted = false;
        for (int i = from; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return arguments.length();
    }

    private static String unquote(String key, String value) throws OptionException {
        int first = value.indexOf('"');
        if (first < 0) {
            return value;
        }
        if (first == 0 && value.length() > 1 && value.indexOf('"', 1) == value.length() - 1) {
            return value.substring(1, value.length() - 1);
        }
        throw OptionException.badValue(
                key, value, "a value without quotes, or one in a pair of double quotes");
    }

    static Map<String, String> readFile(String file) throws OptionException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(PlainFile.read(Path.of(file))));
        } catch (IOException | IllegalArgumentException e) {
            throw new OptionException(
                    "option options: \""
                            + file
                            + "\" cannot be read ("
                            + e
                            + "); allowed: a properties file");
        }
        Map<String, String> options = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            options.put(key, properties.getProperty(key).trim());
        }
        return options;
    }
}
