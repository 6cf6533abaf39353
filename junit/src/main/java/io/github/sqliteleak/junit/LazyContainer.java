package io.github.sqliteleak.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/** A {@link DynamicContainer} with other children, and everything else as it was. */
final class LazyContainer {
    private LazyContainer() {}

    static DynamicContainer with(
            DynamicContainer container, Stream<? extends DynamicNode> children) {
        Map<String, Object> modes = new TreeMap<>();
        mode(container, "getExecutionMode", "executionMode", modes);
        mode(container, "getChildExecutionMode", "childExecutionMode", modes);
        if (modes.isEmpty()) {
            return DynamicContainer.dynamicContainer(
                    container.getDisplayName(),
                    container.getTestSourceUri().orElse(null),
                    children);
        }
        return withModes(container, children, modes);
    }

    /** Jupiter has them since 6.1. */
    private static void mode(
            DynamicContainer container, String getter, String setter, Map<String, Object> modes) {
        try {
            Object mode = DynamicContainer.class.getMethod(getter).invoke(container);
            ((Optional<?>) mode).ifPresent(value -> modes.put(setter, value));
        } catch (NoSuchMethodException older) {
            // Nothing is lost.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DynamicContainer withModes(
            DynamicContainer container,
            Stream<? extends DynamicNode> children,
            Map<String, Object> modes) {
        Consumer<Object> configurer =
                configuration -> {
                    set(configuration, "displayName", container.getDisplayName());
                    container
                            .getTestSourceUri()
                            .ifPresent(uri -> set(configuration, "testSourceUri", uri));
                    modes.forEach((setter, mode) -> set(configuration, setter, mode));
                    set(configuration, "children", children);
                };
        try {
            Method method = DynamicContainer.class.getMethod("dynamicContainer", Consumer.class);
            return (DynamicContainer) method.invoke(null, configurer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object configuration, String setter, Object value) {
        try {
            Class<?> type = Class.forName(DynamicContainer.class.getName() + "$Configuration");
            for (Method method : type.getMethods()) {
                if (method.getName().equals(setter)
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isInstance(value)) {
                    method.invoke(configuration, value);
                    return;
                }
            }
            throw new NoSuchMethodException(type.getName() + "." + setter);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
