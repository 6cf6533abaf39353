package io.github.sqliteleak.missioncontrol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.writer.api.Recording;
import org.openjdk.jmc.flightrecorder.writer.api.Recordings;
import org.openjdk.jmc.flightrecorder.writer.api.Type;
import org.openjdk.jmc.flightrecorder.writer.api.TypeStructureBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.TypedValueBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.Types;

/**
 * A recording of 100 s whose events have the times and values that a test wants, read back by
 * Mission Control's parser.
 */
final class MadeUpRecording {
    static final int SECONDS = 100;

    private static final String SETTING = "jdk.ActiveSetting";
    private static final String MEMORY = "jdk.jfr.DataAmount";
    private static final long START = 1;

    private record Made(String type, double at, double seconds, Map<String, ?> values) {}

    private record Told(String type, String field, String text) {}

    private final List<Made> made = new ArrayList<>();
    private final Set<String> off = new TreeSet<>();
    private final Set<String> unregistered = new TreeSet<>();
    private final List<Told> told = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();
    private boolean agent = true;

    /** As of a JVM without the agent. */
    MadeUpRecording withoutAgent() {
        agent = false;
        return this;
    }

    /** An event that is turned off in the settings. */
    MadeUpRecording off(String event) {
        off.add(event);
        return this;
    }

    /** An event that is not registered. */
    MadeUpRecording withoutEvent(String event) {
        unregistered.add(event);
        return this;
    }

    /** What the JVM tells of itself, in one text field. */
    MadeUpRecording jvmTells(String type, String field, String text) {
        told.add(new Told(type, field, text));
        return this;
    }

    /** A field that this version of the agent does not write. */
    MadeUpRecording withoutField(String field) {
        missing.add(field);
        return this;
    }

    MadeUpRecording event(String type, Map<String, ?> values) {
        return event(type, 0, values);
    }

    /** An event from the beginning of the recording on. */
    MadeUpRecording event(String type, double seconds, Map<String, ?> values) {
        return event(type, 0, seconds, values);
    }

    /** An event that begins some seconds into the recording. */
    MadeUpRecording event(String type, double at, double seconds, Map<String, ?> values) {
        made.add(new Made(type, at, seconds, values));
        return this;
    }

    MadeUpRecording times(int times, String type, Map<String, ?> values) {
        for (int i = 0; i < times; i++) {
            event(type, values);
        }
        return this;
    }

    IItemCollection read(Path folder) throws Exception {
        return JfrLoaderToolkit.loadEvents(write(folder).toFile());
    }

    Path write(Path folder) throws IOException {
        Path file = folder.resolve("made-up.jfr");
        try (Recording recording =
                Recordings.newRecording(
                        file,
                        settings ->
                                settings.withStartTicks(START)
                                        .withDuration(TimeUnit.SECONDS.toNanos(SECONDS))
                                        .withTimestamp(TimeUnit.DAYS.toNanos(20_000))
                                        .withJdkTypeInitialization())) {
            Type memory =
                    recording.registerAnnotationType(
                            MEMORY,
                            type ->
                                    type.addField("value", Types.Builtin.STRING)
                                            .addAnnotation(Types.JDK.ANNOTATION_CONTENT_TYPE));
            Type setting =
                    recording.registerType(SETTING, "jdk.jfr.Event", MadeUpRecording::setting);
            write(recording, recording.registerType("jdk.Other", "jdk.jfr.Event", this::other));
            told.forEach(one -> write(recording, one));
            if (agent) {
                Map<String, Type> types = new HashMap<>();
                EventTable.events()
                        .forEach(
                                (name, fields) -> {
                                    if (!unregistered.contains(name)) {
                                        types.put(name, register(recording, memory, name, fields));
                                    }
                                });
                // As when the events are registered while the recording runs.
                for (int i = 0; i < 2; i++) {
                    types.forEach((name, type) -> writeSetting(recording, setting, name, type));
                }
                for (Made event : made) {
                    recording.writeEvent(types.get(event.type()).asValue(value(event)));
                }
            }
        }
        return file;
    }

    /** What makes the recording as long as it is. */
    private static void write(Recording recording, Type other) {
        recording.writeEvent(
                other.asValue(
                        (Consumer<TypedValueBuilder>)
                                value ->
                                        value.putField("startTime", START)
                                                .putField(
                                                        "duration",
                                                        TimeUnit.SECONDS.toNanos(SECONDS))));
    }

    private void write(Recording recording, Told one) {
        Type type =
                recording.registerType(
                        one.type(),
                        "jdk.jfr.Event",
                        fields -> {
                            other(fields);
                            fields.addField(one.field(), Types.Builtin.STRING);
                        });
        recording.writeEvent(
                type.asValue(
                        (Consumer<TypedValueBuilder>)
                                value ->
                                        value.putField("startTime", START)
                                                .putField("duration", 0L)
                                                .putField(one.field(), one.text())));
    }

    private void writeSetting(Recording recording, Type setting, String name, Type type) {
        recording.writeEvent(
                setting.asValue(
                        (Consumer<TypedValueBuilder>)
                                value ->
                                        value.putField("startTime", START)
                                                .putField("id", type.getId())
                                                .putField("name", "enabled")
                                                .putField(
                                                        "value",
                                                        Boolean.toString(!off.contains(name)))));
    }

    private Type register(
            Recording recording, Type memory, String name, Map<String, FieldKind> fields) {
        return recording.registerType(
                name,
                "jdk.jfr.Event",
                type -> {
                    other(type);
                    fields.forEach(
                            (field, kind) -> {
                                if (!missing.contains(field)) {
                                    field(type, memory, field, kind);
                                }
                            });
                });
    }

    private static void field(TypeStructureBuilder type, Type memory, String name, FieldKind kind) {
        switch (kind) {
            case TEXT -> type.addField(name, Types.Builtin.STRING);
            case FLAG -> type.addField(name, Types.Builtin.BOOLEAN);
            case COUNT -> type.addField(name, Types.Builtin.INT);
            case ID -> type.addField(name, Types.Builtin.LONG);
            case MILLIS ->
                    type.addField(
                            name,
                            Types.Builtin.LONG,
                            field ->
                                    field.addAnnotation(
                                            Types.JDK.ANNOTATION_TIMESPAN, "MILLISECONDS"));
            case NANOS ->
                    type.addField(
                            name,
                            Types.Builtin.LONG,
                            field ->
                                    field.addAnnotation(
                                            Types.JDK.ANNOTATION_TIMESPAN, "NANOSECONDS"));
            case BYTES ->
                    type.addField(
                            name,
                            Types.Builtin.LONG,
                            field -> field.addAnnotation(memory, "BYTES"));
            case EPOCH_MILLIS ->
                    type.addField(
                            name,
                            Types.Builtin.LONG,
                            field ->
                                    field.addAnnotation(
                                            Types.JDK.ANNOTATION_TIMESTAMP,
                                            "MILLISECONDS_SINCE_EPOCH"));
        }
    }

    private static void setting(TypeStructureBuilder type) {
        type.addField(
                        "startTime",
                        Types.Builtin.LONG,
                        field -> field.addAnnotation(Types.JDK.ANNOTATION_TIMESTAMP, "TICKS"))
                .addField("id", Types.Builtin.LONG)
                .addField("name", Types.Builtin.STRING)
                .addField("value", Types.Builtin.STRING);
    }

    private void other(TypeStructureBuilder type) {
        type.addField(
                        "startTime",
                        Types.Builtin.LONG,
                        field -> field.addAnnotation(Types.JDK.ANNOTATION_TIMESTAMP, "TICKS"))
                .addField(
                        "duration",
                        Types.Builtin.LONG,
                        field -> field.addAnnotation(Types.JDK.ANNOTATION_TIMESPAN, "TICKS"));
    }

    private Consumer<TypedValueBuilder> value(Made event) {
        return value -> {
            value.putField("startTime", START + (long) (event.at() * 1e9))
                    .putField("duration", (long) (event.seconds() * 1e9));
            EventTable.events()
                    .get(event.type())
                    .forEach(
                            (name, kind) -> {
                                if (!missing.contains(name)) {
                                    put(value, name, kind, event.values().get(name));
                                }
                            });
        };
    }

    private static void put(TypedValueBuilder builder, String name, FieldKind kind, Object given) {
        switch (kind) {
            case TEXT -> builder.putField(name, (String) given);
            case FLAG -> builder.putField(name, Boolean.TRUE.equals(given));
            case COUNT -> builder.putField(name, given == null ? 0 : ((Number) given).intValue());
            default -> builder.putField(name, given == null ? 0L : ((Number) given).longValue());
        }
    }
}
