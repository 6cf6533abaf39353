package io.github.sqliteleak.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnwrappingClassesTest {
    private final UnwrappingClasses classes = new UnwrappingClasses();

    @Test
    void knowsWhatGaveOutItsConnection() {
        classes.add(String.class);

        assertThat(classes.include(String.class)).isTrue();
        assertThat(classes.include(Integer.class)).isFalse();
    }

    @Test
    void neverBelievesAClassThatHidAConnection() {
        classes.add(String.class);
        classes.refuse(String.class);
        classes.add(String.class);

        assertThat(classes.include(String.class)).isFalse();
    }

    @Test
    void keepsTheFirstFew() {
        List<Class<?>> more =
                List.of(String.class, Integer.class, Long.class, Short.class, Byte.class);
        for (Class<?> each : more) {
            classes.add(each);
            classes.add(each);
        }

        assertThat(more.stream().filter(classes::include))
                .containsExactly(String.class, Integer.class, Long.class, Short.class);
    }
}
