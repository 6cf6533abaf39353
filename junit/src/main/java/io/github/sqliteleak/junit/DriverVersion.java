package io.github.sqliteleak.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Whether this JVM's sqlite-jdbc is one that databases for tests can be made with. */
final class DriverVersion {
    private static final String OLDEST = "3.25.2";
    private static final @Nullable String PROBLEM = problem();

    private DriverVersion() {}

    /**
     * @throws ExtensionConfigurationException when it is not, with one line that says so
     */
    static void require() {
        if (PROBLEM != null) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase needs sqlite-jdbc " + OLDEST + " or later, and " + PROBLEM);
        }
    }

    /** By what the class has: that is what changed then, and needs no version to be readable. */
    private static @Nullable String problem() {
        ClassLoader own = DriverVersion.class.getClassLoader();
        try {
            Class.forName("org.sqlite.SQLiteConnection", false, own).getMethod("getDatabase");
            return null;
        } catch (ClassNotFoundException e) {
            return "there is none on the class path";
        } catch (NoSuchMethodException e) {
            return "this JVM has " + version(own);
        }
    }

    private static String version(@Nullable ClassLoader loader) {
        try {
            Class<?> type = Class.forName("org.sqlite.SQLiteJDBCLoader", true, loader);
            return String.valueOf(type.getMethod("getVersion").invoke(null));
        } catch (ReflectiveOperationException | LinkageError e) {
            return "an older one";
        }
    }
}
