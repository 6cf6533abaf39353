package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.missioncontrol.app.Troubled;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.common.IDescribable;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.flightrecorder.internal.EventArray;
import org.openjdk.jmc.flightrecorder.internal.EventArrays;
import org.openjdk.jmc.flightrecorder.internal.FlightRecordingLoader;

/** How the agent's events look to Mission Control's parser. */
class EventsIT {
    /** Fields of each event that Flight Recorder or the parser adds. */
    private static final Set<String> OF_EVERY_EVENT =
            Set.of("startTime", "(endTime)", "duration", "eventThread", "stackTrace");

    private static final Set<String> LOCK_EVENTS = Set.of("sqlite.LockWait", "sqlite.LockTimeout");

    private static final Map<String, String> FOLDERS =
            Map.of(
                    "sqlite.LockWait",
                    "Locks",
                    "sqlite.LockTimeout",
                    "Locks",
                    "sqlite.Transaction",
                    "Transactions",
                    "sqlite.Checkpoint",
                    "Checkpoints",
                    "sqlite.WalGrowth",
                    "Checkpoints",
                    "sqlite.Statistics",
                    "");

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void haveTheFieldsOfTheTable(Jdks.Jdk jdk) throws Exception {
        Map<String, EventArray> recorded = record(jdk);

        assertThat(recorded.keySet()).containsAll(expected().keySet());
        expected()
                .forEach(
                        (event, fields) ->
                                assertThat(contentTypes(recorded.get(event)))
                                        .as(event)
                                        .isEqualTo(fields));
    }

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void haveTheLockFieldsOfTheTable(Jdks.Jdk jdk) throws Exception {
        Map<String, EventArray> recorded = record(jdk);

        for (String event : LOCK_EVENTS) {
            assertThat(contentTypes(recorded.get(event)))
                    .as(event)
                    .isEqualTo(contentTypes(EventTable.events().get(event)));
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void areLabelledDescribedAndInFolders(Jdks.Jdk jdk) throws Exception {
        record(jdk)
                .forEach(
                        (event, array) -> {
                            assertThat(array.getType().getName()).as(event).doesNotContain(".");
                            assertThat(array.getType().getDescription()).as(event).isNotEmpty();
                            String inside = FOLDERS.getOrDefault(event, "Connections");
                            assertThat(array.getTypeCategory())
                                    .as(event)
                                    .containsExactlyElementsOf(
                                            inside.isEmpty()
                                                    ? List.of("SQLite")
                                                    : List.of("SQLite", inside));
                            own(array).forEach((field, words) -> isDescribed(event, field, words));
                        });
    }

    private static void isDescribed(String event, String field, IDescribable words) {
        assertThat(words.getName()).as(event + '#' + field).isNotEmpty().isNotEqualTo(field);
        assertThat(words.getDescription()).as(event + '#' + field).isNotEmpty();
    }

    private static Map<String, Map<String, String>> expected() {
        Map<String, Map<String, String>> expected = new TreeMap<>();
        EventTable.events()
                .forEach(
                        (event, fields) -> {
                            if (!LOCK_EVENTS.contains(event)) {
                                expected.put(event, contentTypes(fields));
                            }
                        });
        return expected;
    }

    private static Map<String, String> contentTypes(Map<String, FieldKind> fields) {
        Map<String, String> types = new TreeMap<>();
        fields.forEach((name, kind) -> types.put(name, kind.contentType()));
        return types;
    }

    private static Map<String, String> contentTypes(EventArray array) {
        Map<String, String> types = new TreeMap<>();
        for (IAccessorKey<?> key : array.getType().getAccessorKeys().keySet()) {
            if (!OF_EVERY_EVENT.contains(key.getIdentifier())) {
                types.put(key.getIdentifier(), key.getContentType().getIdentifier());
            }
        }
        return types;
    }

    private static Map<String, IDescribable> own(EventArray array) {
        Map<String, IDescribable> own = new TreeMap<>();
        array.getType()
                .getAccessorKeys()
                .forEach(
                        (key, words) -> {
                            if (!OF_EVERY_EVENT.contains(key.getIdentifier())) {
                                own.put(key.getIdentifier(), words);
                            }
                        });
        return own;
    }

    /** All events of the agent, by the settings that turn all of them on. */
    private Map<String, EventArray> record(Jdks.Jdk jdk) throws Exception {
        Forked.run(
                folder,
                jdk.tool("java"),
                List.of("-jar", Forked.AGENT.toString(), "jfc", "--investigation", "all.jfc"));
        Path file =
                Forked.record(
                        jdk, folder, true, Troubled.class, ",settings=default,settings=all.jfc");
        Map<String, EventArray> arrays = new HashMap<>();
        try (InputStream stream = Files.newInputStream(file)) {
            EventArrays all = FlightRecordingLoader.loadStream(stream, false, false);
            for (EventArray array : all.getArrays()) {
                if (array.getType().getIdentifier().startsWith("sqlite.")) {
                    arrays.put(array.getType().getIdentifier(), array);
                }
            }
        }
        return arrays;
    }
}
