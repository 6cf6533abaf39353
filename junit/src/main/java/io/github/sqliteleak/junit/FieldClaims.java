package io.github.sqliteleak.junit;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Which test or class a field has been set for. A field is one for all who run at the same time:
 * classes that inherit a static one, and tests of one instance.
 */
final class FieldClaims {
    private static final Namespace NAMESPACE = Namespace.create(FieldClaims.class);
    private static final Map<Place, String> CLAIMS = new ConcurrentHashMap<>();

    private FieldClaims() {}

    /** The same instance, whatever its class takes for equal; null for a static field. */
    private record Place(@Nullable Object instance, Field field) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that
                    && instance == that.instance
                    && field.equals(that.field);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(instance) * 31 + field.hashCode();
        }
    }

    /**
     * Holds the field until the test or class ends.
     *
     * @throws ExtensionConfigurationException when another one holds it that is not around this one
     */
    static void claim(@Nullable Object instance, Field field, ExtensionContext context) {
        Place place = new Place(instance, field);
        String holder = CLAIMS.putIfAbsent(place, context.getUniqueId());
        if (holder == null) {
            context.getStore(NAMESPACE).put(place, new Claim(place));
        } else if (!context.getUniqueId().startsWith(holder)) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase: the field "
                            + field.getDeclaringClass().getName()
                            + "."
                            + field.getName()
                            + " is in use by "
                            + holder
                            + ", which runs at the same time; "
                            + (instance == null
                                    ? "classes that inherit a static field share it; allowed: an"
                                            + " instance field, a parameter, or classes that run"
                                            + " one after the other"
                                    : "tests of one instance (PER_CLASS) share its fields; allowed:"
                                            + " a parameter, or tests that run one after the"
                                            + " other"));
        }
    }

    private record Claim(Place place) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            CLAIMS.remove(place);
        }
    }
}
