package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Leftovers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beside databases that stay though nothing leaked, each with the reason. */
class LeftoversIT {
    @TempDir Path folder;

    @Test
    void saysWhatLeftThemBehind() {
        EndedJvm ended = ForkedJvm.in(folder, Leftovers.class).run().hasStatus(0);

        List<JsonObject> databases = ended.report().addsUp().databases();
        assertThat(databases)
                .extracting(each -> name(each), each -> each.getString("leftBehind"))
                .containsExactlyInAnyOrder(
                        tuple("read.db", "read-only-last"),
                        tuple("killed.db", "earlier-crash"),
                        tuple("shared.db", "other-process"));
        assertThat(ended.err())
                .contains(
                        "connections opened, all closed.\n\n",
                        "  read.db: left behind: read.db-wal, read.db-shm: the last connection,"
                                + " opened at "
                                + Leftovers.class.getName()
                                + ".open(",
                        ", was read-only; close one that may write after it\n",
                        "  killed.db: left behind: killed.db-wal: they were there before this JVM",
                        "  shared.db: left behind: shared.db-wal, shared.db-shm: another process has"
                                + " the database open: pid ");
    }

    @Test
    void isSilentWhereNothingIsLeft() {
        EndedJvm ended =
                ForkedJvm.in(folder, Leftovers.class).arguments("cured").run().hasStatus(0);

        assertThat(ended.hasNoLeak().databases()).isEmpty();
        assertThat(ended.err()).doesNotContain("left behind");
    }

    private static String name(JsonObject database) {
        String path = database.getString("path");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
