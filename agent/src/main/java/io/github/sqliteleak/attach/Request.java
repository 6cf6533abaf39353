package io.github.sqliteleak.attach;

import org.jspecify.annotations.Nullable;

/**
 * What a JVM is asked for when it is attached to by the command line. Options alone, as build tools
 * give them, are no request.
 *
 * @param kind what to do
 * @param options the agent's options; empty for none
 */
public record Request(Kind kind, String options) {
    private static final String MARK = "request:";

    /** What can be asked for. */
    public enum Kind {
        /** Track what there is from now on. */
        ATTACH,
        /** Leave the JVM as it was. */
        DETACH
    }

    /** As the argument of {@code agentmain}. */
    public String text() {
        return MARK + kind + ':' + options;
    }

    /** Null when the argument of {@code agentmain} is none. */
    public static @Nullable Request read(@Nullable String argument) {
        if (argument == null || !argument.startsWith(MARK)) {
            return null;
        }
        String rest = argument.substring(MARK.length());
        for (Kind kind : Kind.values()) {
            String start = kind.name() + ':';
            if (rest.startsWith(start)) {
                return new Request(kind, rest.substring(start.length()));
            }
        }
        return null;
    }
}
