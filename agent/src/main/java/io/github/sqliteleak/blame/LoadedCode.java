package io.github.sqliteleak.blame;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose the classes of this JVM are, by where they were loaded from. Looks through all loaded
 * classes when it is asked for one that it does not know, initialises none, and keeps names only,
 * so that no class loader is kept.
 */
final class LoadedCode {
    private final ClassesOfJvm classes;
    private final @Nullable String main;
    private Map<String, Found> known = new HashMap<>();
    private MainCode mainCode = new MainCode(null, null);
    private boolean looked;
    private long lookedNanos;

    /** Whose the classes of a place are; the main class's depends on the class as well. */
    private record Place(boolean main, Whose whose, boolean folder) {}

    /**
     * @param type the class when it may be the user's, so that its file can be read
     * @param several whether there are others of that name
     */
    private record Found(Whose whose, @Nullable WeakReference<Class<?>> type, boolean several) {
        /** Of two classes of one name. */
        static Found both(Found one, Found other) {
            Whose whose = one.whose == other.whose ? one.whose : Whose.UNKNOWN;
            return new Found(whose, one.type == null ? other.type : one.type, true);
        }
    }

    /**
     * Knows nothing yet.
     *
     * @param classes all classes of the JVM
     * @param main name of the main class, or path of the main jar; null when it is not known
     */
    LoadedCode(ClassesOfJvm classes, @Nullable String main) {
        this.classes = classes;
        this.main = main;
    }

    /**
     * Whose the class of a frame is.
     *
     * @param seenNanos when it was on a stack, in {@link System#nanoTime()}: what was not found
     *     later than that has been unloaded, and need not be looked for again
     */
    synchronized Whose whose(StackTraceElement frame, long seenNanos) {
        String className = frame.getClassName();
        Whose whose = whose(className, seenNanos);
        Class<?> type = whose == Whose.UNKNOWN ? type(className) : null;
        if (type != null && ScriptCode.isOf(frame) && !KnownLibraries.include(className)) {
            whose = ScriptCode.whose(type, frame, mainCode);
            known.put(className, new Found(whose, new WeakReference<>(type), false));
        }
        return whose;
    }

    /** As {@link #whose(StackTraceElement, long)}, by its name alone. */
    synchronized Whose whose(String className, long seenNanos) {
        Found found = known.get(className);
        if (found == null && !(looked && seenNanos - lookedNanos <= 0)) {
            lookedNanos = System.nanoTime();
            known = look();
            looked = true;
            found = known.get(className);
        }
        return found == null ? Whose.UNKNOWN : found.whose();
    }

    /** The class of this name that may be the user's; null when none is known, or not any more. */
    synchronized @Nullable Class<?> type(String className) {
        Found found = known.get(className);
        return found == null || found.type() == null ? null : found.type().get();
    }

    /**
     * The folder or jar of the class that may be the user's; null when it may be one of several.
     */
    synchronized @Nullable String loadedFrom(String className) {
        Found found = known.get(className);
        Class<?> type = found == null || found.several() ? null : type(className);
        return type == null ? null : CodePlace.path(type);
    }

    /** See {@link ClassesOfJvm#file}. */
    byte @Nullable [] file(Class<?> type) {
        return classes.file(type);
    }

    private Map<String, Found> look() {
        Class<?>[] loaded = classes.loaded();
        mainCode = MainCode.find(loaded, main);
        Map<String, Place> places = new HashMap<>();
        Map<String, Found> found = new HashMap<>();
        for (Class<?> type : loaded) {
            if (type.getClassLoader() != null && !type.isArray()) {
                String name = type.getName();
                Whose whose = whose(type, name, mainCode, places);
                boolean mayBeOwn = whose != Whose.LIBRARY;
                found.merge(
                        name,
                        new Found(whose, mayBeOwn ? new WeakReference<>(type) : null, false),
                        Found::both);
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
            place = new Place(mainCode.isHere(at), CodePlace.whose(at), CodePlace.isFolder(at));
            places.put(at, place);
        }
        if (!place.folder() && KnownLibraries.include(name)) {
            return Whose.LIBRARY;
        }
        return place.main() ? mainCode.whose(name) : place.whose();
    }
}
