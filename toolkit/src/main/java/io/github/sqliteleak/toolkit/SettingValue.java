package io.github.sqliteleak.toolkit;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of PRAGMAs, compared by what they mean: SQLite takes many spellings and answers in one.
 */
final class SettingValue {
    private static final Map<String, String> SWITCH =
            Map.of("on", "1", "true", "1", "yes", "1", "off", "0", "false", "0", "no", "0");
    // SQLite takes words and answers with numbers.
    private static final Map<String, Map<String, String>> WORDS =
            Map.of(
                    "synchronous", Map.of("normal", "1", "full", "2", "extra", "3"),
                    "temp_store", Map.of("default", "0", "file", "1", "memory", "2"),
                    "auto_vacuum", Map.of("none", "0", "full", "1", "incremental", "2"),
                    "secure_delete", Map.of("fast", "2"));
    // Any number but 0 switches them on.
    private static final Set<String> SWITCHES =
            Set.of(
                    "automatic_index",
                    "cell_size_check",
                    "checkpoint_fullfsync",
                    "defer_foreign_keys",
                    "foreign_keys",
                    "fullfsync",
                    "ignore_check_constraints",
                    "legacy_alter_table",
                    "query_only",
                    "read_uncommitted",
                    "recursive_triggers",
                    "reverse_unordered_selects",
                    "trusted_schema");
    private static final String ENCODING = "encoding";
    private static final int HEX = 16;

    private SettingValue() {}

    /** Whether a value that was asked for is the one that SQLite answers with. */
    static boolean areEqual(String name, String wanted, String actual) {
        BigDecimal wantedNumber = number(name, wanted);
        BigDecimal actualNumber = number(name, actual);
        if (wantedNumber != null && actualNumber != null) {
            return wantedNumber.compareTo(actualNumber) == 0;
        }
        String wantedWord = word(name, wanted);
        String actualWord = word(name, actual);
        return wantedWord.equals(actualWord)
                || (name.equals(ENCODING)
                        && wantedWord.equals("utf16")
                        && actualWord.startsWith("utf16"));
    }

    /** The number that a value stands for; null when it is a word. */
    static @Nullable BigDecimal number(String name, String value) {
        String text = unquoted(value);
        String known = WORDS.getOrDefault(name, Map.of()).get(text);
        if (known == null) {
            known = SWITCH.getOrDefault(text, text);
        }
        try {
            BigDecimal number =
                    known.startsWith("0x")
                            ? BigDecimal.valueOf(Long.parseUnsignedLong(known.substring(2), HEX))
                            : new BigDecimal(known);
            return asSqliteTakesIt(name, number);
        } catch (NumberFormatException word) {
            return null;
        }
    }

    private static BigDecimal asSqliteTakesIt(String name, BigDecimal number) {
        if (SWITCHES.contains(name)) {
            return number.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE;
        }
        return name.equals(Setting.BUSY_TIMEOUT) ? number.max(BigDecimal.ZERO) : number;
    }

    private static String word(String name, String value) {
        String word = unquoted(value);
        return name.equals(ENCODING) ? word.replace("-", "") : word;
    }

    private static String unquoted(String value) {
        return value.toLowerCase(Locale.ROOT).replace("'", "");
    }
}
