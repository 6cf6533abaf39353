package io.github.sqliteleak.blame;

import java.net.URL;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose classes are that a language has made of its sources while the JVM ran, as Clojure and
 * Groovy do: no place says where such a class is from, but its source may be a resource of its
 * loader. One without is a text that somebody has typed or read, and no library is.
 */
final class ScriptCode {
    private static final Set<String> LANGUAGES =
            Set.of("clj", "cljc", "groovy", "gvy", "gy", "gsh", "kts", "scala", "sc", "bsh");

    private ScriptCode() {}

    /** Whether the frame is of a source in a language that can be compiled when it is loaded. */
    static boolean isOf(StackTraceElement frame) {
        String file = frame.getFileName();
        int dot = file == null ? -1 : file.lastIndexOf('.');
        return file != null
                && dot > 0
                && LANGUAGES.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Whose a class is that no place is known of.
     *
     * @param frame for which {@link #isOf} holds
     */
    static Whose whose(Class<?> type, StackTraceElement frame, MainCode main) {
        String name = frame.getClassName();
        String folder = name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/');
        String source = folder + frame.getFileName();
        String place = place(type.getClassLoader(), source);
        if (place == null) {
            return Whose.OWN;
        }
        return main.isHere(place) ? main.whose(name) : CodePlace.whose(place);
    }

    /** Where a resource is, less its own name; null when it is nowhere. */
    private static @Nullable String place(@Nullable ClassLoader loader, String resource) {
        try {
            URL url = loader == null ? null : loader.getResource(resource);
            String text = url == null ? "" : url.getProtocol() + ':' + url.getPath();
            return text.endsWith(resource)
                    ? withoutArchiveScheme(text.substring(0, text.length() - resource.length()))
                    : null;
        } catch (Throwable t) {
            // The loader's code may throw anything.
            return null;
        }
    }

    /** {@code file:/a.jar} of {@code jar:file:/a.jar!/}, as the place of a class is written. */
    private static String withoutArchiveScheme(String place) {
        boolean whole =
                place.startsWith("jar:")
                        && place.endsWith("!/")
                        && place.indexOf("!/") == place.length() - 2;
        return whole ? place.substring("jar:".length(), place.length() - 2) : place;
    }
}
