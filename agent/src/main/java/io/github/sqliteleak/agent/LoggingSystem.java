package io.github.sqliteleak.agent;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A logging system that an application may have, found among its loaded classes. */
enum LoggingSystem {
    /** SLF4J, with whatever stands behind it. */
    SLF4J("org.slf4j.LoggerFactory") {
        @Override
        void warn(Class<?> found, String text) throws ReflectiveOperationException {
            Object logger = found.getMethod("getLogger", String.class).invoke(null, NAME);
            Class<?> type = Class.forName("org.slf4j.Logger", false, found.getClassLoader());
            // As an argument: a text in braces is no pattern.
            Method warn = type.getMethod("warn", String.class, Object.class);
            warn.invoke(logger, "{}", text);
        }
    },

    /** The JDK's. */
    JUL("java.util.logging.LogManager") {
        @Override
        void warn(Class<?> found, String text) throws ReflectiveOperationException {
            Class<?> type = Class.forName("java.util.logging.Logger", false, null);
            Class<?> level = Class.forName("java.util.logging.Level", false, null);
            Object logger = type.getMethod("getLogger", String.class).invoke(null, NAME);
            Method log = type.getMethod("logp", level, String.class, String.class, String.class);
            log.invoke(logger, level.getField("WARNING").get(null), NAME, null, text);
        }
    };

    /** Of the logger. */
    static final String NAME = "io.github.sqliteleak";

    private final String entry;

    LoggingSystem(String entry) {
        this.entry = entry;
    }

    /** As the option has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Logs a warning in the calling thread. */
    abstract void warn(Class<?> found, String text) throws ReflectiveOperationException;

    /**
     * Those that are there, one for each class loader that has one; null where none is. What is not
     * loaded is not looked for: to load it would be to choose its configuration.
     */
    @Nullable Loggers find(Class<?>[] loaded) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> one : loaded) {
            if (one.getName().equals(entry)) {
                found.add(one);
            }
        }
        return found.isEmpty() ? null : new Loggers(found);
    }

    /** The loggers of a JVM, for the moment. */
    final class Loggers {
        private final List<Class<?>> found;

        private Loggers(List<Class<?>> found) {
            this.found = found;
        }

        /**
         * @param context class loader of the thread that warned: where one of the loggers is its
         *     application's the others get nothing
         */
        void warn(String text, @Nullable ClassLoader context) throws ReflectiveOperationException {
            for (ClassLoader of = context; of != null; of = of.getParent()) {
                for (Class<?> one : found) {
                    if (one.getClassLoader() == of) {
                        warn(one, text, context);
                        return;
                    }
                }
            }
            for (Class<?> one : found) {
                warn(one, text, one.getClassLoader() == null ? context : one.getClassLoader());
            }
        }

        /** Logging systems ask the thread which application it works for. */
        private void warn(Class<?> one, String text, @Nullable ClassLoader context)
                throws ReflectiveOperationException {
            Thread.currentThread().setContextClassLoader(context);
            try {
                LoggingSystem.this.warn(one, text);
            } finally {
                Thread.currentThread().setContextClassLoader(null);
            }
        }
    }
}
