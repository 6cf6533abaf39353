package io.github.sqliteleak.agent;

import io.github.sqliteleak.glob.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options as text, and their reading as values; each error names the key, the value and what is
 * allowed.
 */
final class OptionValues {
    static final List<String> KEYS =
            List.of(
                    "report",
                    "console",
                    "on-exit",
                    "checkpoint",
                    "exit-timeout",
                    "exit-code",
                    "held-warning",
                    "wal-warning",
                    "collected",
                    "lock-waits",
                    "stack-depth",
                    "transaction-stacks",
                    "statement-stacks",
                    "sql",
                    "exclude",
                    "own",
                    "jmx",
                    "log",
                    "optional",
                    "options");

    private static final String DURATION = "a duration such as 250ms, 10s or 2m";

    private final Map<String, String> values;

    private OptionValues(Map<String, String> values) {
        this.values = values;
    }

    /** Without its value: a file that is named by mistake may hold passwords. */
    private static OptionException unknown(String key) {
        String nearest = Nearest.of(key, KEYS);
        return new OptionException(
                "unknown option "
                        + key
                        + (nearest == null ? "" : "; nearest: " + nearest)
                        + "; allowed: "
                        + String.join(", ", KEYS));
    }

    /** Reads the inline options, over those of the file that {@code options} names. */
    static OptionValues read(@Nullable String arguments) throws OptionException {
        return new OptionValues(Map.of()).with(arguments);
    }

    /** These, with others in the place of those that are named there. */
    OptionValues with(@Nullable String arguments) throws OptionException {
        Map<String, String> values = new HashMap<>(this.values);
        if (arguments != null && !arguments.isBlank()) {
            Map<String, String> inline = OptionText.parse(arguments);
            String file = inline.remove("options");
            if (file != null) {
                values.putAll(OptionText.readFile(file));
            }
            values.putAll(inline);
        }
        for (Map.Entry<String, String> option : values.entrySet()) {
            if (!KEYS.contains(option.getKey())) {
                throw unknown(option.getKey());
            }
        }
        if (values.containsKey("options")) {
            throw OptionException.badValue(
                    "options",
                    values.get("options"),
                    "in the agent's arguments only, not in a file");
        }
        return new OptionValues(values);
    }

    String oneOf(String key, String fallback, String... others) throws OptionException {
        String value = values.get(key);
        if (value == null || value.equals(fallback)) {
            return fallback;
        }
        for (String other : others) {
            if (value.equals(other)) {
                return other;
            }
        }
        throw OptionException.badValue(key, value, fallback + ", " + String.join(", ", others));
    }

    int number(String key, int fallback, int least, int most) throws OptionException {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        throw OptionException.badValue(key, value, "a whole number from " + least + " to " + most);
    }

    Duration duration(String key, Duration fallback) throws OptionException {
        String value = values.get(key);
        return value == null ? fallback : parse(key, value, DURATION);
    }

    @Nullable Duration durationOrOff(String key) throws OptionException {
        String value = values.get(key);
        return value == null || value.equals("off")
                ? null
                : parse(key, value, "off, or " + DURATION);
    }

    /** In bytes; 0 for {@code off}. */
    long sizeOrOff(String key, String fallback) throws OptionException {
        String value = values.getOrDefault(key, fallback);
        if (value.equals("off")) {
            return 0;
        }
        Long size = size(value);
        if (size == null) {
            throw OptionException.badValue(key, value, "off, or a size such as 64KB, 16MB or 1GB");
        }
        return size;
    }

    /** A whole number of a unit, each 1,024 of the one before; null for anything else. */
    private static @Nullable Long size(String value) {
        int unit =
                List.of("KB", "MB", "GB").indexOf(value.substring(Math.max(value.length() - 2, 0)));
        if (unit < 0) {
            return null;
        }
        try {
            long number = Long.parseLong(value.substring(0, value.length() - 2).trim());
            return number < 1 || number > 1_000_000 ? null : number << (10 * (unit + 1));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    Path path(String key, String fallback) throws OptionException {
        String value = values.getOrDefault(key, fallback);
        try {
            if (!value.isEmpty()) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            // Told below, like an empty one.
        }
        throw OptionException.badValue(key, value, "the path of a folder");
    }

    List<String> list(String key) {
        List<String> list = new ArrayList<>();
        String value = values.getOrDefault(key, "");
        int from = 0;
        while (from <= value.length()) {
            int to = value.indexOf(';', from);
            to = to < 0 ? value.length() : to;
            String item = value.substring(from, to).trim();
            if (!item.isEmpty()) {
                list.add(item);
            }
            from = to + 1;
        }
        return list;
    }

    private static Duration parse(String key, String value, String allowed) throws OptionException {
        try {
            Duration duration = null;
            if (value.endsWith("ms")) {
                duration = Duration.ofMillis(amount(value, 2));
            } else if (value.endsWith("s")) {
                duration = Duration.ofSeconds(amount(value, 1));
            } else if (value.endsWith("m")) {
                duration = Duration.ofMinutes(amount(value, 1));
            }
            if (duration != null && !duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Told below, like a duration without a unit.
        }
        throw OptionException.badValue(key, value, allowed);
    }

    private static int amount(String value, int unitLength) {
        return Integer.parseInt(value.substring(0, value.length() - unitLength));
    }
}
