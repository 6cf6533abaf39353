package io.github.sqliteleak.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What is annotated with {@link TestDatabase} in a class, looked up once: reading annotations takes
 * longer than opening a database in memory.
 */
final class Places {
    private static final ClassValue<Places> OF =
            new ClassValue<>() {
                @Override
                protected Places computeValue(Class<?> type) {
                    return new Places(type);
                }
            };

    private final Map<AnnotatedElement, Optional<DatabaseSpec>> specs = new ConcurrentHashMap<>();
    private final List<Field> fieldsOfTheClass;
    private final List<Field> fieldsOfTheInstance;

    private Places(Class<?> type) {
        fieldsOfTheClass = fields(type, true);
        fieldsOfTheInstance = fields(type, false);
    }

    /** Older Jupiter leaves out a private field when a subclass has one of its name. */
    private static List<Field> fields(Class<?> type, boolean ofTheClass) {
        Predicate<Field> asked =
                field ->
                        Modifier.isStatic(field.getModifiers()) == ofTheClass
                                && AnnotationSupport.isAnnotated(field, TestDatabase.class);
        List<Field> fields = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            fields.addAll(0, Stream.of(at.getDeclaredFields()).filter(asked).toList());
        }
        ReflectionSupport.findFields(
                        type,
                        field -> field.getDeclaringClass().isInterface() && asked.test(field),
                        HierarchyTraversalMode.TOP_DOWN)
                .forEach(fields::add);
        return fields;
    }

    static Places of(Class<?> type) {
        return OF.get(type);
    }

    /** The annotated fields, those of superclasses first. */
    List<Field> fields(boolean ofTheClass) {
        return ofTheClass ? fieldsOfTheClass : fieldsOfTheInstance;
    }

    /** What is asked for there; empty when the place is not annotated. */
    Optional<DatabaseSpec> spec(
            AnnotatedElement place, Supplier<Optional<TestDatabase>> annotation) {
        Optional<DatabaseSpec> spec = specs.get(place);
        if (spec == null) {
            spec = annotation.get().map(DatabaseSpec::of);
            specs.put(place, spec);
        }
        return spec;
    }
}
