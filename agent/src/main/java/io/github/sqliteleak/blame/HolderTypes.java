package io.github.sqliteleak.blame;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which types hold a connection, so that who gets one has to close it: those of JDBC, streams and
 * iterators over rows, sessions, and what keeps any of these in a field.
 */
final class HolderTypes {
    private static final Set<String> CLOSEABLE =
            Set.of("java/lang/AutoCloseable", "java/io/Closeable");

    private static final Set<String> JDBC =
            Set.of(
                    "java/sql/Connection",
                    "java/sql/Statement",
                    "java/sql/PreparedStatement",
                    "java/sql/CallableStatement",
                    "java/sql/ResultSet",
                    "javax/sql/PooledConnection",
                    "javax/sql/XAConnection",
                    "javax/sql/RowSet");

    /** Types of the JDK and of libraries that are holders by themselves. */
    private static final Set<String> BY_NAME =
            Set.of(
                    "java/lang/AutoCloseable",
                    "java/io/Closeable",
                    "javax/persistence/EntityManager",
                    "javax/persistence/EntityManagerFactory",
                    "jakarta/persistence/EntityManager",
                    "jakarta/persistence/EntityManagerFactory",
                    "org/jooq/DSLContext",
                    "groovy/sql/Sql");

    /**
     * Holders when somebody gets them, or when they are a field of what can be closed. Elsewhere
     * they are too common: a data source is where connections come from, and most do not keep any.
     */
    private static final Set<String> WEAK =
            Set.of(
                    "javax/sql/DataSource",
                    "javax/sql/ConnectionPoolDataSource",
                    "javax/sql/XADataSource",
                    "java/util/Iterator",
                    "java/util/ListIterator",
                    "java/util/Spliterator",
                    "java/util/stream/BaseStream",
                    "java/util/stream/Stream",
                    "java/util/stream/IntStream",
                    "java/util/stream/LongStream",
                    "java/util/stream/DoubleStream",
                    "kotlin/sequences/Sequence",
                    "scala/collection/Iterator",
                    "org/reactivestreams/Publisher",
                    "kotlinx/coroutines/flow/Flow");

    /** How far fields of fields are looked at. */
    private static final int DEPTH = 3;

    private static final int REMEMBERED = 20_000;

    private final ClassFiles files;
    private final Map<String, Boolean> known = new HashMap<>();

    HolderTypes(ClassFiles files) {
        this.files = files;
    }

    /** Whether one of the types is a holder when it is given to a caller. */
    boolean areReturned(Set<String> types, @Nullable ClassLoader loader) {
        return any(types, loader, true, DEPTH);
    }

    /** Whether a field of these types keeps a connection. */
    boolean areKept(Set<String> types, @Nullable ClassLoader loader) {
        return any(types, loader, false, DEPTH);
    }

    private boolean any(
            Set<String> types, @Nullable ClassLoader loader, boolean weakToo, int depth) {
        if (isReference(types)) {
            return false;
        }
        for (String type : types) {
            if (JDBC.contains(type)
                    || BY_NAME.contains(type)
                    || isHolder(type, loader, weakToo, depth)) {
                return true;
            }
        }
        return false;
    }

    /** Who gets a weak reference to a connection is not meant to close it. */
    private static boolean isReference(Set<String> types) {
        for (String type : types) {
            if (type.startsWith("java/lang/ref/")) {
                return true;
            }
        }
        return false;
    }

    private boolean isHolder(
            String type, @Nullable ClassLoader loader, boolean weakToo, int depth) {
        if (weakToo && WEAK.contains(type)) {
            return true;
        }
        if (depth == 0 || isJdk(type)) {
            return false;
        }
        String key = System.identityHashCode(loader) + "/" + weakToo + depth + type;
        Boolean before = known.get(key);
        if (before != null) {
            return before;
        }
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        // A type that refers to itself is no holder by that.
        known.put(key, false);
        ClassFacts facts = files.of(loader, type);
        boolean holder = facts != null && isHolder(facts, loader, weakToo, depth);
        known.put(key, holder);
        return holder;
    }

    private boolean isHolder(
            ClassFacts facts, @Nullable ClassLoader loader, boolean weakToo, int depth) {
        boolean closeable = isA(facts, loader, CLOSEABLE);
        if (isA(facts, loader, JDBC) || (weakToo && isA(facts, loader, WEAK))) {
            return true;
        }
        boolean isInterface = Modifier.isInterface(facts.access());
        boolean isAbstract = Modifier.isAbstract(facts.access());
        if (closeable && (isInterface || isAbstract)) {
            return true;
        }
        ClassFacts type = facts;
        for (int up = 0; type != null && up < 20; up++) {
            for (Set<String> field : type.fields()) {
                if (any(field, loader, closeable, depth - 1)) {
                    return true;
                }
            }
            String above = type.superName();
            type = above == null || isJdk(above) ? null : files.of(loader, above);
        }
        return false;
    }

    /** Whether it extends or implements one of these, directly or not. */
    boolean isA(ClassFacts facts, @Nullable ClassLoader loader, Set<String> types) {
        return isA(facts, loader, types, 20);
    }

    private boolean isA(
            ClassFacts facts, @Nullable ClassLoader loader, Set<String> types, int left) {
        if (types.contains(facts.name())) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        String above = facts.superName();
        if (above != null && isA(above, loader, types, left)) {
            return true;
        }
        for (String implemented : facts.interfaces()) {
            if (isA(implemented, loader, types, left)) {
                return true;
            }
        }
        return false;
    }

    private boolean isA(String type, @Nullable ClassLoader loader, Set<String> types, int left) {
        if (types.contains(type)) {
            return true;
        }
        if (type.startsWith("java/")) {
            return false;
        }
        ClassFacts facts = files.of(loader, type);
        return facts != null && isA(facts, loader, types, left - 1);
    }

    private static boolean isJdk(String type) {
        return type.startsWith("java/") || type.startsWith("javax/sql/") || type.startsWith("jdk/");
    }
}
