package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

class FieldClaimsTest {
    private final List<Store.CloseableResource> stored = new ArrayList<>();

    @Test
    void refusesAnInheritedStaticFieldThatAnotherClassHolds() throws Throwable {
        Field field = FieldClaimsTest.class.getDeclaredField("stored");

        FieldClaims.claim(null, field, context("[class:One]"));

        FieldClaims.claim(null, field, context("[class:One]/[nested-class:Inner]"));
        assertThatThrownBy(() -> FieldClaims.claim(null, field, context("[class:Two]")))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage(
                        "@TestDatabase: the field io.github.sqliteleak.junit.FieldClaimsTest.stored"
                                + " is in use by [class:One], which runs at the same time; classes"
                                + " that inherit a static field share it; allowed: an instance"
                                + " field, a parameter, or classes that run one after the other");
        end();
        FieldClaims.claim(null, field, context("[class:Two]"));
        end();
    }

    @Test
    void refusesAFieldOfAnInstanceThatAnotherTestHolds() throws Throwable {
        Field field = FieldClaimsTest.class.getDeclaredField("stored");
        Object instance = new ArrayList<>();

        FieldClaims.claim(instance, field, context("[method:one()]"));
        FieldClaims.claim(new ArrayList<>(), field, context("[method:two()]"));

        assertThatThrownBy(() -> FieldClaims.claim(instance, field, context("[method:two()]")))
                .hasMessageContaining("tests of one instance (PER_CLASS) share its fields");
        end();
    }

    private void end() throws Throwable {
        for (Store.CloseableResource each : stored) {
            each.close();
        }
        stored.clear();
    }

    private ExtensionContext context(String id) {
        Store store =
                proxy(
                        Store.class,
                        (name, arguments) -> {
                            stored.add((Store.CloseableResource) arguments[1]);
                            return "";
                        });
        return proxy(
                ExtensionContext.class,
                (name, arguments) -> name.equals("getUniqueId") ? id : store);
    }

    private interface Answer {
        Object to(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
