package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The templates of this JVM, each made once, in a folder that goes with the JVM. */
final class Templates {
    private static final Map<Key, Template> READY = new ConcurrentHashMap<>();

    /** What each test class has found already: to look for scripts takes longer than a copy. */
    private static final ClassValue<Map<DatabaseSpec, Template>> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected Map<DatabaseSpec, Template> computeValue(Class<?> type) {
                    return new ConcurrentHashMap<>();
                }
            };

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable Path folder;

    /** What makes two schemas the same. */
    private record Key(List<Script> scripts, Class<? extends Migration> migration, String query) {}

    private Templates() {}

    /** The template of this schema; made now, by the first who asks. */
    static Template of(DatabaseSpec spec, SchemaSource schema, Class<?> testClass)
            throws SQLException {
        Map<DatabaseSpec, Template> known = OF_CLASS.get(testClass);
        Template template = known.get(spec);
        if (template == null) {
            template = find(spec, schema);
            known.put(spec, template);
        }
        return template;
    }

    private static Template find(DatabaseSpec spec, SchemaSource schema) throws SQLException {
        Key key = new Key(schema.scripts(), spec.migration(), spec.query());
        Template template = READY.get(key);
        if (template != null) {
            return template;
        }
        try {
            return READY.computeIfAbsent(
                    key, any -> Agent.outsideOfTests(() -> make(spec, schema)));
        } catch (TemplateException e) {
            throw e.sqlException();
        }
    }

    private static Template make(DatabaseSpec spec, SchemaSource schema) {
        try {
            Path file = folder().resolve("template-" + COUNT.incrementAndGet() + ".db");
            return Template.make(file, spec, schema);
        } catch (Exception e) {
            throw new TemplateException(e);
        }
    }

    private static synchronized Path folder() throws IOException {
        if (folder == null) {
            folder = TempFolder.create("sqlite-test-templates-");
            ExitDeletion.add(folder);
        }
        return folder;
    }

    /** Carries a failure out of the map. */
    private static final class TemplateException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TemplateException(Exception cause) {
            super(cause);
        }

        SQLException sqlException() {
            Throwable cause = getCause();
            if (cause instanceof TestAbortedException aborted) {
                throw aborted;
            }
            return cause instanceof SQLException failure
                    ? failure
                    : new SQLException("cannot make the template: " + cause, cause);
        }
    }
}
