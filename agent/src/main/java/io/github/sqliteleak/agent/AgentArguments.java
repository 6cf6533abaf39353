package io.github.sqliteleak.agent;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent's options as text behind {@code -javaagent:…=}, for build plugins: they are read here
 * by the same code as in the JVM that gets them, so that a bad one fails the build and not the JVM.
 */
public final class AgentArguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** The keys of all options. */
    public static List<String> keys() {
        return OptionValues.KEYS;
    }

    /**
     * Sets an option.
     *
     * @param value null or empty leaves the default
     */
    public AgentArguments set(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(key, value);
        }
        return this;
    }

    /**
     * The argument for the JVM, not quoted for any shell or build tool.
     *
     * @throws IllegalArgumentException for an option that the agent would refuse; the message is
     *     the line that the agent would print
     */
    public String vmArgument(Path jar) {
        String options = render();
        try {
            AgentOptions.parse(options);
        } catch (OptionException e) {
            throw new IllegalArgumentException(e.line(), e);
        }
        return "-javaagent:" + jar + (options.isEmpty() ? "" : '=' + options);
    }

    private String render() {
        StringBuilder options = new StringBuilder();
        for (Map.Entry<String, String> option : values.entrySet()) {
            String value = option.getValue();
            if (value.indexOf('"') >= 0) {
                throw new IllegalArgumentException(
                        "option "
                                + option.getKey()
                                + ": \""
                                + value
                                + "\" is not allowed; allowed: a value without double quotes");
            }
            options.append(options.length() == 0 ? "" : ",").append(option.getKey()).append('=');
            options.append(value.indexOf(',') < 0 ? value : '"' + value + '"');
        }
        return options.toString();
    }
}
