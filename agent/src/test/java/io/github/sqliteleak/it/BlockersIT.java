package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Blockers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Those who are in the way are named in the order in which something can be done about them. */
class BlockersIT {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    @TempDir Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesConnectionsOfThisJvmBeforeOtherProcesses() {
        RunningJvm reading = reading();

        EndedJvm ended = ForkedJvm.in(folder, Blockers.Two.class).run();
        reading.say("go").end();

        assertThat(ended.out()).isEqualTo("failed\n");
        List<JsonObject> holders = holders(ended);
        assertThat(holders).as("holders of %s", ended).hasSize(3);
        assertThat(holders.subList(0, 2))
                .extracting(holder -> holder.getInt("connectionId"))
                .containsExactlyInAnyOrder(1, 2);
        assertThat(holders.subList(0, 2))
                .extracting(holder -> holder.getString("evidence"))
                .containsOnly("open-cursor");
        assertThat(holders.get(2).getString("evidence")).isEqualTo("other-process");
        assertThat(holders.get(2).getLong("pid")).isEqualTo(reading.pid());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheOtherProcessAloneWhenNobodyHereIsInTheWay() {
        RunningJvm reading = reading();

        EndedJvm ended = ForkedJvm.in(folder, Blockers.Two.class).arguments("closed").run();
        reading.say("go").end();

        assertThat(ended.out()).isEqualTo("failed\n");
        assertThat(holders(ended))
                .singleElement()
                .satisfies(holder -> assertThat(holder.getLong("pid")).isEqualTo(reading.pid()));
    }

    @Test
    void callsVirtualThreadsWithoutNamesByTheirNumbers() throws IOException {
        Jdk jdk = Jdks.all().get(Jdks.all().size() - 1);
        assumeTrue(jdk.feature() >= FIRST_WITH_VIRTUAL_THREADS);

        EndedJvm ended =
                ForkedJvm.in(folder, Blockers.Virtual.class)
                        .on(jdk)
                        .jvmArguments(
                                "-Xlog:jfr+startup=error",
                                "-XX:StartFlightRecording=filename=one.jfr")
                        .run();

        assertThat(ended.out()).isEqualTo("failed\n");
        assertThat(holders(ended))
                .singleElement()
                .satisfies(holder -> assertThat(holder.getString("thread")).matches("thread \\d+"));
        List<RecordedEvent> events = RecordingFile.readAllEvents(folder.resolve("one.jfr"));
        assertThat(named(events, "sqlite.Lock"))
                .isNotEmpty()
                .allSatisfy(
                        wait -> assertThat(wait.getString("holderThread")).matches("thread \\d+"));
        // In steps as SQLite's own, there are a dozen of 100 ms.
        assertThat(named(events, "jdk.VirtualThreadPinned"))
                .filteredOn(pinned -> pinned.getDuration().toMillis() >= 90)
                .hasSizeLessThan(6);
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String beginning) {
        return events.stream()
                .filter(event -> event.getEventType().getName().startsWith(beginning))
                .toList();
    }

    private RunningJvm reading() {
        return ForkedJvm.in(folder, Blockers.Reading.class)
                .withoutAgent()
                .start()
                .awaitLine("ready");
    }

    private static List<JsonObject> holders(EndedJvm ended) {
        List<JsonObject> waits = ended.hasStatus(0).report().addsUp().lockWaits();
        assertThat(waits).as("waits of %s", ended).hasSize(1);
        return Report.objects(waits.get(0).getArray("holders"));
    }
}
