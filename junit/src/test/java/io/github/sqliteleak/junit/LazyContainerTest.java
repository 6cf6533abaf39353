package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ExecutionMode;

class LazyContainerTest {
    private static final URI SOURCE = URI.create("classpath:/shop.sql");

    private final DynamicNode child = DynamicTest.dynamicTest("child", () -> {});

    @Test
    void keepsNameAndSource() {
        DynamicContainer container =
                DynamicContainer.dynamicContainer("container", SOURCE, Stream.empty());

        assertLikeIt(LazyContainer.with(container, Stream.of(child)));
    }

    /** By reflection, as this is compiled against a version without modes; passes there. */
    @Test
    void keepsExecutionModes() throws ReflectiveOperationException {
        Method factory;
        try {
            factory = DynamicContainer.class.getMethod("dynamicContainer", Consumer.class);
        } catch (NoSuchMethodException older) {
            return;
        }
        Class<?> type = Class.forName(DynamicContainer.class.getName() + "$Configuration");
        Consumer<Object> configurer =
                configuration -> {
                    set(type, configuration, "displayName", String.class, "container");
                    set(type, configuration, "testSourceUri", URI.class, SOURCE);
                    set(type, configuration, "children", Stream.class, Stream.empty());
                    for (String mode : new String[] {"executionMode", "childExecutionMode"}) {
                        set(
                                type,
                                configuration,
                                mode,
                                ExecutionMode.class,
                                ExecutionMode.CONCURRENT);
                    }
                };
        DynamicContainer container = (DynamicContainer) factory.invoke(null, configurer);

        DynamicContainer with = LazyContainer.with(container, Stream.of(child));

        assertLikeIt(with);
        for (String getter : new String[] {"getExecutionMode", "getChildExecutionMode"}) {
            assertThat(DynamicContainer.class.getMethod(getter).invoke(with))
                    .isEqualTo(Optional.of(ExecutionMode.CONCURRENT));
        }
    }

    private void assertLikeIt(DynamicContainer with) {
        assertThat(with.getDisplayName()).isEqualTo("container");
        assertThat(with.getTestSourceUri()).contains(SOURCE);
        assertThat(with.getChildren().toList()).isEqualTo(java.util.List.of(child));
    }

    private static void set(
            Class<?> type, Object configuration, String setter, Class<?> of, Object value) {
        try {
            type.getMethod(setter, of).invoke(configuration, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
