package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.ClosedUses;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Who uses a connection that is closed is shown where, and by whom, it was closed. */
class ClosedUsesIT {
    private static final String PLACE = ".*\\.ClosedUses\\.";

    @TempDir Path folder;

    @SomeJdk
    void namesWhereAndByWhichThreadItWasClosed(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, ClosedUses.class)
                        .on(jdk)
                        .arguments("other-thread", "own-thread", "in-order")
                        .run()
                        .hasStatus(0);

        assertThat(ended.out().lines()).as("%s", ended).hasSize(5);
        List<JsonObject> uses = ended.report().addsUp().usedAfterClose();
        assertThat(uses).as("%s", ended).hasSize(4);
        JsonObject other = uses.get(0);
        assertThat(other.getString("closedSite")).matches(PLACE + "close\\(.*");
        assertThat(other.getString("closeThread")).isEqualTo("closer");
        assertThat(other.getString("usedSite")).matches(PLACE + "read\\(.*");
        assertThat(other.getString("useThread")).isEqualTo("reader");
        assertThat(other.getString("sql")).isEqualTo("SELECT ? UNION SELECT ?");
        assertThat(other.getInt("count")).isEqualTo(1);
        for (JsonObject own : uses.subList(1, 4)) {
            assertThat(own.getString("closedSite")).matches(PLACE + "closedByTheSame\\(.*");
            assertThat(own.getString("closeThread")).isEqualTo("main");
            assertThat(own.getString("useThread")).isEqualTo("main");
        }
        assertThat(ended.err())
                .containsPattern(
                        "used after close: 1 call failed\n"
                                + "    at "
                                + PLACE
                                + "read\\(.*\\) by \"reader\"\n"
                                + "    closed: +at "
                                + PLACE
                                + "close\\(.*\\) by \"closer\"\n");
    }

    @SomeJdk
    void hasNothingToSayOfWhatIsClosedTwiceOrInAnotherOrder(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, ClosedUses.class)
                        .on(jdk)
                        .arguments("in-order")
                        .run()
                        .hasStatus(0);

        assertThat(ended.report().addsUp().usedAfterClose()).isEmpty();
        assertThat(ended.err()).doesNotContain("used after close");
    }
}
