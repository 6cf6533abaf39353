package io.github.sqliteleak.blame;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose the classes of this JVM are, by where they were loaded from. Looks through all loaded
 * classes when it is asked for one that it does not know, initialises none, and keeps names only,
 * so that no class loader is kept.
 */
final class LoadedCode {
    private final Supplier<Class<?>[]> loaded;
    private final @Nullable String main;
    private Map<String, Whose> known = new HashMap<>();
    private boolean looked;
    private long lookedNanos;

    /** Whose the classes of a place are; the main class's depends on the class as well. */
    private record Place(boolean main, Whose whose) {}

    /**
     * Knows nothing yet.
     *
     * @param loaded all classes of the JVM
     * @param main name of the main class, or path of the main jar; null when it is not known
     */
    LoadedCode(Supplier<Class<?>[]> loaded, @Nullable String main) {
        this.loaded = loaded;
        this.main = main;
    }

    /**
     * Whose a class is.
     *
     * @param seenNanos when it was on a stack, in {@link System#nanoTime()}: what was not found
     *     later than that has been unloaded, and need not be looked for again
     */
    synchronized Whose whose(String className, long seenNanos) {
        Whose whose = known.get(className);
        if (whose == null && !(looked && seenNanos - lookedNanos <= 0)) {
            lookedNanos = System.nanoTime();
            known = look();
            looked = true;
            whose = known.get(className);
        }
        return whose == null ? Whose.UNKNOWN : whose;
    }

    private Map<String, Whose> look() {
        Class<?>[] classes = loaded.get();
        MainCode mainCode = MainCode.find(classes, main);
        Map<String, Place> places = new HashMap<>();
        Map<String, Whose> found = new HashMap<>();
        for (Class<?> type : classes) {
            if (type.getClassLoader() != null && !type.isArray()) {
                String name = type.getName();
                found.merge(name, whose(type, name, mainCode, places), LoadedCode::both);
            }
        }
        return found;
    }

    private static Whose whose(
            Class<?> type, String name, MainCode mainCode, Map<String, Place> places) {
        String at = CodePlace.of(type);
        if (at == null) {
            return Whose.UNKNOWN;
        }
        Place place = places.get(at);
        if (place == null) {
            place = new Place(mainCode.isHere(at), CodePlace.whose(at));
            places.put(at, place);
        }
        return place.main() ? mainCode.whose(name) : place.whose();
    }

    /** Of two classes of one name. */
    private static Whose both(Whose one, Whose other) {
        return one == other ? one : Whose.UNKNOWN;
    }
}
