package io.github.sqliteleak.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.hook.LockHooks;
import io.github.sqliteleak.system.JavaLangAccess;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookTwinTest {
    /** Sees the JDK alone. */
    private static final class Isolated extends ClassLoader {
        Isolated() {
            super(ClassLoader.getPlatformClassLoader());
        }

        Class<?> twin(String name) throws IOException, ClassNotFoundException {
            byte[] twin = HookTwin.of(JavaLangAccess.classFile(DriverLoader.OF_AGENT, name));
            defineClass(name, twin, 0, twin.length);
            return Class.forName(name, true, this);
        }
    }

    @Test
    void hasEachHookThatWovenCodeCalls() throws IOException, ClassNotFoundException {
        List<String> names =
                new ArrayList<>(HookClasses.names(Probes.TABLE, WeavingMode.ADDED_MEMBERS, true));
        names.add("io.github.sqliteleak.hook." + PoolClass.HOOKS);
        Isolated loader = new Isolated();
        for (String name : names) {
            Class<?> twin = loader.twin(name);

            assertThat(HookTwin.isTwin(twin)).isTrue();
            assertThat(signatures(twin)).isEqualTo(signatures(Class.forName(name)));
        }
    }

    @Test
    void callsTheHookOfTheAgentItself()
            throws IOException, ReflectiveOperationException, InvocationTargetException {
        Method busyTimeout =
                new Isolated()
                        .twin(LockHooks.class.getName())
                        .getMethod("busyTimeout", Object.class, int.class);

        assertThat(HookTargets.areOn()).isFalse();
        assertThat(busyTimeout.invoke(null, null, 1)).isEqualTo(false);
    }

    private static List<String> signatures(Class<?> type) {
        List<String> signatures = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                signatures.add(method.toString());
            }
        }
        signatures.sort(null);
        return signatures;
    }
}
