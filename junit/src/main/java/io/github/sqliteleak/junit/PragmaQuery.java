package io.github.sqliteleak.junit;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Pragmas as parameters of a JDBC URL. */
final class PragmaQuery {
    private PragmaQuery() {}

    /**
     * With what leads them in; empty without any.
     *
     * @throws ExtensionConfigurationException for one that the driver does not know, or a value
     *     that is none
     */
    static String of(List<String> pragmas) {
        if (pragmas.isEmpty()) {
            return "";
        }
        StringBuilder query = new StringBuilder();
        for (String pragma : pragmas) {
            String[] parts = pragma.split("=", 2);
            String key = parts[0].strip().toLowerCase(Locale.ROOT);
            if (parts.length < 2 || parts[1].isBlank() || parts[1].matches(".*[?&#;].*")) {
                throw wrong(pragma, "name=value, without ? & # ; in it");
            }
            if (!PragmaValues.known().contains(key)) {
                throw wrong(
                        pragma,
                        "those that the driver knows: " + String.join(", ", PragmaValues.known()));
            }
            if (key.equals("journal_mode")) {
                throw wrong(pragma, "journalMode = JournalMode.… instead");
            }
            String values = PragmaValues.allowedInsteadOf(parts[1].strip(), key);
            if (values != null) {
                throw wrong(pragma, key + " = " + values);
            }
            query.append(query.isEmpty() ? "?" : "&").append(key).append('=');
            query.append(parts[1].strip());
        }
        return query.toString();
    }

    private static ExtensionConfigurationException wrong(String pragma, String allowed) {
        return new ExtensionConfigurationException(
                "@TestDatabase(pragmas): \"" + pragma + "\" is not allowed; allowed: " + allowed);
    }
}
