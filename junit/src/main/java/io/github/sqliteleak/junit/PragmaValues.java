package io.github.sqliteleak.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;

/** What the driver's settings can be: SQLite takes no notice of a value that it does not know. */
final class PragmaValues {
    private static final Set<String> NUMBERS =
            Set.of(
                    "application_id",
                    "busy_timeout",
                    "cache_size",
                    "default_cache_size",
                    "journal_size_limit",
                    "max_page_count",
                    "mmap_size",
                    "page_size",
                    "user_version",
                    "wal_autocheckpoint");
    private static final List<String> SWITCH =
            List.of("on", "off", "true", "false", "yes", "no", "1", "0");

    private static final Map<String, Pragma> KNOWN = read();

    private PragmaValues() {}

    private static Map<String, Pragma> read() {
        // Before its enum: in older versions that one cannot be the first.
        new SQLiteConfig();
        Map<String, Pragma> known = new TreeMap<>();
        for (Pragma pragma : Pragma.values()) {
            known.put(pragma.pragmaName, pragma);
        }
        return known;
    }

    static Set<String> known() {
        return KNOWN.keySet();
    }

    /** What is allowed when this value is not; null when it is, or when nobody can tell. */
    static @Nullable String allowedInsteadOf(String value, String pragma) {
        if (NUMBERS.contains(pragma) || pragma.startsWith("limit_")) {
            return value.matches("[+-]?\\d{1,18}") ? null : "a number";
        }
        List<String> choices = choices(pragma);
        return choices.isEmpty() || choices.contains(value.toLowerCase(Locale.ROOT))
                ? null
                : String.join(", ", choices);
    }

    private static List<String> choices(String name) {
        Pragma pragma = KNOWN.get(name);
        if (pragma == null || pragma.choices == null || name.equals("encoding")) {
            return List.of();
        }
        List<String> choices = new ArrayList<>();
        Arrays.stream(pragma.choices)
                .map(choice -> choice.toLowerCase(Locale.ROOT))
                .forEach(choices::add);
        switch (name) {
            case "synchronous" -> choices.addAll(List.of("extra", "0", "1", "2", "3"));
            case "temp_store" -> choices.addAll(List.of("0", "1", "2"));
            default -> {
                if (choices.contains("true")) {
                    choices.removeAll(SWITCH);
                    choices.addAll(0, SWITCH);
                }
            }
        }
        return choices;
    }
}
