package io.github.sqliteleak.blame;

import net.bytebuddy.jar.asm.Handle;
import org.jspecify.annotations.Nullable;

/** What Groovy calls by a method of its own, to which it gives the name that stands in the text. */
final class GroovyCall {
    private GroovyCall() {}

    private static String capitalised(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static boolean isOne(Handle bootstrap, Object[] arguments) {
        return bootstrap.getOwner().endsWith("/IndyInterface")
                && arguments.length > 0
                && arguments[0] instanceof String;
    }

    /** The method that is called; null for a cast. */
    static @Nullable String method(String kind, Object[] arguments) {
        String name = (String) arguments[0];
        return switch (kind) {
            case "cast" -> null;
            case "getProperty" -> "get" + capitalised(name);
            default -> name;
        };
    }
}
