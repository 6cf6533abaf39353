package io.github.sqliteleak.spring;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is said of an application that is up all the same: a leak is no reason to take it away. */
final class HealthDetails {
    private static final String[] NUMBERS = {
        "OpenConnections",
        "LentConnections",
        "LeakedConnections",
        "WaitingConnections",
        "LongestTransactionMillis",
        "LockTimeouts"
    };

    private HealthDetails() {}

    static Map<String, Object> of(AgentView view) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (!view.isThere()) {
            details.put("agent", "no connection seen yet");
            return details;
        }
        for (String number : NUMBERS) {
            double value = view.number(number);
            if (!Double.isNaN(value)) {
                details.put(
                        Character.toLowerCase(number.charAt(0)) + number.substring(1),
                        (long) value);
            }
        }
        return details;
    }
}
