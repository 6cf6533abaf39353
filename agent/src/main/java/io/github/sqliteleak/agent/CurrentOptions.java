package io.github.sqliteleak.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options in force in this JVM: attaching again changes them, as far as they can change. */
final class CurrentOptions {
    private OptionValues values;
    private AgentOptions options;

    CurrentOptions(@Nullable String arguments) throws OptionException {
        values = OptionValues.read(arguments);
        options = AgentOptions.of(values);
    }

    synchronized AgentOptions now() {
        return options;
    }

    /**
     * Takes these options over those before; all of them or none.
     *
     * @return whether any is another one now
     * @throws OptionException for an option that cannot be used, or that stays as it was at the
     *     start
     */
    synchronized boolean change(String arguments) throws OptionException {
        OptionValues newValues = values.with(arguments);
        AgentOptions newOptions = AgentOptions.of(newValues);
        List<String> fixed = fixed(newOptions);
        if (!fixed.isEmpty()) {
            throw new OptionException(
                    "nothing is changed: "
                            + String.join(", ", fixed)
                            + (fixed.size() == 1 ? " stays as it was" : " stay as they were")
                            + " when the agent came");
        }
        boolean changed = !newOptions.equals(options);
        values = newValues;
        options = newOptions;
        return changed;
    }

    /** What is woven, kept or registered by it once for all. */
    private List<String> fixed(AgentOptions newOptions) {
        List<String> fixed = new ArrayList<>();
        add(fixed, "lock-waits", newOptions.lockWaits() != options.lockWaits());
        add(fixed, "collected", newOptions.closeCollected() != options.closeCollected());
        add(fixed, "stack-depth", newOptions.stackDepth() != options.stackDepth());
        add(fixed, "own", !newOptions.own().equals(options.own()));
        add(fixed, "jmx", newOptions.jmx() != options.jmx());
        return fixed;
    }

    private static void add(List<String> fixed, String key, boolean differs) {
        if (differs) {
            fixed.add(key);
        }
    }
}
