package io.github.sqliteleak.registry;

import io.github.sqliteleak.sql.AttachText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The databases that a connection has attached now, beside the one it was opened on. A value. */
final class AttachedDatabases {
    static final AttachedDatabases NONE = new AttachedDatabases(List.of());

    private final List<Attached> all;

    /** What is not known is null. */
    private record Attached(@Nullable String schema, @Nullable DatabaseFile file) {}

    private AttachedDatabases(List<Attached> all) {
        this.all = all;
    }

    /** With what this ATTACH has attached. */
    AttachedDatabases with(String attach, int flags) {
        AttachText text = AttachText.of(attach);
        String file = text.file();
        return with(text.schema(), file == null ? null : DatabaseFile.of(file, flags));
    }

    /** With one that may be attached, and of which nothing is known. */
    AttachedDatabases withUnknown() {
        return with(null, null);
    }

    private AttachedDatabases with(@Nullable String schema, @Nullable DatabaseFile file) {
        Attached attached = new Attached(schema, file);
        if (all.contains(attached)) {
            return this;
        }
        List<Attached> more = new ArrayList<>(all);
        more.add(attached);
        return new AttachedDatabases(List.copyOf(more));
    }

    /** Without what this DETACH has detached; where that is not known, it stays. */
    AttachedDatabases without(String detach) {
        String schema = AttachText.of(detach).schema();
        if (schema == null) {
            return this;
        }
        return new AttachedDatabases(
                all.stream().filter(attached -> !schema.equals(attached.schema())).toList());
    }

    /** The one that a DETACH is about; null when it is not known. */
    @Nullable DatabaseFile of(String detach) {
        String schema = AttachText.of(detach).schema();
        for (Attached each : all) {
            if (schema != null && schema.equals(each.schema())) {
                return each.file();
            }
        }
        return null;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Null when that of one is not known. */
    @Nullable List<DatabaseFile> files() {
        List<DatabaseFile> files = new ArrayList<>();
        for (Attached attached : all) {
            DatabaseFile file = attached.file();
            if (file == null) {
                return null;
            }
            files.add(file);
        }
        return files;
    }
}
