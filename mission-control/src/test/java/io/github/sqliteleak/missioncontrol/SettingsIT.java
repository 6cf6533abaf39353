package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.missioncontrol.app.Clean;
import io.github.sqliteleak.missioncontrol.app.Many;
import io.github.sqliteleak.missioncontrol.app.Troubled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.flightrecorder.configuration.model.xml.JFCGrammar;
import org.openjdk.jmc.flightrecorder.configuration.model.xml.JFCXMLValidator;
import org.openjdk.jmc.flightrecorder.configuration.model.xml.XMLModel;
import org.openjdk.jmc.flightrecorder.configuration.model.xml.XMLTagInstance;
import org.xml.sax.InputSource;

/** What the packaged agent writes out as settings, and what settings do. */
class SettingsIT {
    /** The release that {@code @Contextual} and {@code @Throttle} came with. */
    private static final int HAS_NEW_ANNOTATIONS = 25;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "--investigation"})
    void areATemplateForMissionControl(String profile) throws Exception {
        Path file = write(Jdks.all().get(0), profile);

        XMLModel model =
                XMLModel.create(
                        new InputSource(file.toUri().toString()), JFCXMLValidator.getValidator());
        model.checkErrors();
        assertThat(model.hasErrors()).isFalse();
        List<String> events = new ArrayList<>();
        for (XMLTagInstance event : model.getRoot().getTagsInstances(JFCGrammar.TAG_EVENTTYPE_V2)) {
            events.add(event.getValue(JFCGrammar.ATTRIBUTE_NAME));
        }
        assertThat(events).containsExactlyInAnyOrderElementsOf(EventTable.events().keySet());
    }

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void workBesideTheDefaultOnes(Jdks.Jdk jdk) throws Exception {
        write(jdk, "");

        Path recording =
                Forked.record(jdk, folder, true, Clean.class, ",settings=default,settings=x.jfc");

        assertThat(settings(recording))
                .contains(
                        "sqlite.Transaction#threshold=100 ms",
                        "sqlite.ConnectionOpen#threshold=1 ms")
                .contains("jdk.CPULoad#enabled=true")
                .doesNotContain("sqlite.Transaction#threshold=20 ms");
    }

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void throttleOnlyWhenToldAndAble(Jdks.Jdk jdk) throws Exception {
        long all = opens(jdk, "");
        long some = opens(jdk, ",+sqlite.ConnectionOpen#throttle=10/s");

        assertThat(all).isEqualTo(Many.CONNECTIONS);
        if (jdk.feature() >= HAS_NEW_ANNOTATIONS) {
            assertThat(some).isBetween(1L, Many.CONNECTIONS / 2L);
        } else {
            assertThat(some).isEqualTo(Many.CONNECTIONS);
        }
    }

    /** In a thread's transaction, other events of the thread are shown with it. */
    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void transactionsAreTheContextOfOtherEvents(Jdks.Jdk jdk) throws Exception {
        write(jdk, "--investigation");
        Forked.record(jdk, folder, true, Troubled.class, ",settings=default,settings=x.jfc");

        String printed =
                Forked.run(
                        folder,
                        jdk.tool("jfr"),
                        List.of("print", "--events", "sqlite.LockTimeout", "app.jfr"));

        assertThat(printed).contains("SQLITE_BUSY_SNAPSHOT");
        assertThat(printed.contains("Context: Transaction.beginSite = "))
                .isEqualTo(jdk.feature() >= HAS_NEW_ANNOTATIONS);
    }

    private long opens(Jdks.Jdk jdk, String setting) throws Exception {
        Path recording = Forked.record(jdk, folder, true, Many.class, setting);
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("sqlite.ConnectionOpen"))
                .count();
    }

    private Path write(Jdks.Jdk jdk, String profile) throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-jar", Forked.AGENT.toString(), "jfc", "x.jfc"));
        if (!profile.isEmpty()) {
            arguments.add(profile);
        }
        Forked.run(folder, jdk.tool("java"), arguments);
        Path file = folder.resolve("x.jfc");
        assertThat(Files.readString(file)).startsWith("<?xml");
        return file;
    }

    /** As {@code event#setting=value}. */
    private static List<String> settings(Path recording) throws Exception {
        List<String> settings = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            var types = file.readEventTypes();
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ActiveSetting")) {
                    types.stream()
                            .filter(type -> type.getId() == event.getLong("id"))
                            .forEach(
                                    type ->
                                            settings.add(
                                                    type.getName()
                                                            + '#'
                                                            + event.getString("name")
                                                            + '='
                                                            + event.getString("value")));
                }
            }
        }
        return settings;
    }
}
