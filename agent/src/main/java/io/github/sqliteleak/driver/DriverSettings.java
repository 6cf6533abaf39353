package io.github.sqliteleak.driver;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;

/** The settings that a driver takes from a URL and from properties, by its own list. */
public final class DriverSettings {
    private DriverSettings() {}

    /**
     * Their names in lower case.
     *
     * @param handle an {@code org.sqlite.core.DB}
     */
    public static Set<String> of(Object handle) throws ReflectiveOperationException {
        Class<?> settings = ReflectiveMember.PRAGMA_NAME.type(handle.getClass().getClassLoader());
        Field name = ReflectiveMember.PRAGMA_NAME.fieldIn(settings);
        Set<String> names = new TreeSet<>();
        Object[] constants = settings.getEnumConstants();
        for (Object constant : constants == null ? new Object[0] : constants) {
            names.add(String.valueOf(name.get(constant)));
        }
        return names;
    }
}
