package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.OwnWork;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors that are no lock by their code: a connection is in its own way. */
class OwnWorkIT {
    private static final String RESULT =
            " FROM t), whose text stands at " + OwnWork.class.getName() + ".main(";
    private static final String TRANSACTION =
            "    why:       it has a transaction of its own open, begun at "
                    + OwnWork.class.getName()
                    + ".main(";

    @TempDir Path folder;

    @Test
    void namesTheResultAndTheTransaction() {
        EndedJvm ended =
                ForkedJvm.in(folder, OwnWork.class).agent("console=full").run().hasStatus(0);

        assertThat(ended.out()).isEqualTo("refused\n".repeat(9));
        List<JsonObject> waits = ended.report().addsUp().lockWaits();
        assertThat(waits)
                .extracting(
                        wait -> wait.getString("cause"),
                        wait -> wait.getString("causeSql"),
                        wait -> wait.getArray("resultCodes"),
                        wait -> wait.getInt("count"))
                .containsExactlyInAnyOrder(
                        tuple("own-result", "SELECT x FROM t", List.of("SQLITE_ERROR"), 1),
                        tuple("own-result", "SELECT x FROM t", List.of("SQLITE_ERROR"), 1),
                        tuple("own-result", "SELECT x FROM t", List.of("SQLITE_ERROR"), 1),
                        tuple("own-result", "SELECT x FROM t", List.of("SQLITE_ERROR"), 1),
                        tuple("own-result", "SELECT x FROM side.q", List.of("SQLITE_ERROR"), 1),
                        tuple("own-transaction", "begin;", List.of("SQLITE_ERROR"), 2),
                        tuple("own-transaction", "begin;", List.of("SQLITE_ERROR"), 1));
        assertThat(waits)
                .extracting(
                        wait -> wait.getString("database").replaceAll(".*/", ""),
                        wait -> wait.getString("causeTextSite") != null)
                .containsOnly(
                        tuple("side.db", true), tuple("data.db", true), tuple("data.db", false));
        assertThat(ended.err())
                .contains("  failed because of the connection's own work: 1 statement\n")
                .contains(RESULT)
                .contains("fix:       close that result, or read it to its end, before that")
                .contains(TRANSACTION)
                .contains("fix:       commit or roll back before that statement")
                .contains(
                        "(refused with SQLITE_ERROR, as a result of the same connection was open)")
                .doesNotContain("outside a transaction", "nowhere");
    }

    @Test
    void isSilentWhereEachIsEndedFirst() {
        EndedJvm ended = ForkedJvm.in(folder, OwnWork.class).arguments("cured").run().hasStatus(0);

        assertThat(ended.out()).isEqualTo("done\n".repeat(8) + "refused\n");
        assertThat(ended.hasNoLeak().lockWaits()).isEmpty();
        ToldSettings.isSilent(ended);
    }
}
