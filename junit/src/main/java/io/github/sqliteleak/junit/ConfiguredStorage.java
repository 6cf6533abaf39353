package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Where a database lives whose annotation leaves that to the configuration of the run. */
final class ConfiguredStorage {
    /** Configuration parameter: the name of a {@link Storage}. */
    static final String PARAMETER = "sqliteleak.test-database.storage";

    /** The names of databases of which a class, or one nested in it, wants the file somewhere. */
    private static final ClassValue<Set<String>> WANTED_AS_FILE =
            new ClassValue<>() {
                @Override
                protected Set<String> computeValue(Class<?> outermost) {
                    Set<String> names = new HashSet<>();
                    addPaths(outermost, names);
                    return names;
                }
            };

    private ConfiguredStorage() {}

    /** That of the parameter; a file where there is none, or where a test asks for its path. */
    static DatabaseSpec of(DatabaseSpec spec, ExtensionContext context) {
        if (spec.storage() != Storage.CONFIGURED) {
            return spec;
        }
        String value = context.getConfigurationParameter(PARAMETER).orElse(null);
        Storage storage = value == null ? Storage.FILE : named(value);
        if (storage != Storage.FILE
                && WANTED_AS_FILE
                        .get(outermost(context.getRequiredTestClass()))
                        .contains(spec.name())) {
            storage = Storage.FILE;
        }
        return spec.on(storage);
    }

    /** Where there are no configuration parameters but those that are system properties. */
    static DatabaseSpec outsideOfTests(DatabaseSpec spec) {
        if (spec.storage() != Storage.CONFIGURED) {
            return spec;
        }
        String value = System.getProperty(PARAMETER);
        return spec.on(value == null ? Storage.FILE : named(value));
    }

    private static Storage named(String value) {
        return switch (value.strip().toUpperCase(Locale.ROOT).replace('-', '_')) {
            case "FILE" -> Storage.FILE;
            case "MEMORY" -> Storage.MEMORY;
            case "SHARED_MEMORY" -> Storage.SHARED_MEMORY;
            default ->
                    throw new ExtensionConfigurationException(
                            PARAMETER
                                    + "="
                                    + value
                                    + " is not known; allowed: FILE, MEMORY, SHARED_MEMORY");
        };
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null
                && !Modifier.isStatic(outermost.getModifiers())) {
            outermost = outermost.getEnclosingClass();
        }
        return outermost;
    }

    private static void addPaths(Class<?> type, Set<String> names) {
        for (boolean ofTheClass : new boolean[] {true, false}) {
            for (Field field : Places.of(type).fields(ofTheClass)) {
                if (field.getType() == Path.class) {
                    AnnotationSupport.findAnnotation(field, TestDatabase.class)
                            .ifPresent(asked -> names.add(asked.name()));
                }
            }
        }
        for (Method method :
                ReflectionSupport.findMethods(
                        type, ConfiguredStorage::takesPath, HierarchyTraversalMode.TOP_DOWN)) {
            for (Parameter parameter : method.getParameters()) {
                if (parameter.getType() == Path.class) {
                    AnnotationSupport.findAnnotation(parameter, TestDatabase.class)
                            .ifPresent(asked -> names.add(asked.name()));
                }
            }
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (!Modifier.isStatic(nested.getModifiers())) {
                addPaths(nested, names);
            }
        }
    }

    private static boolean takesPath(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(Path.class);
    }
}
