package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.sqliteleak.it.app.Surprises;
import java.nio.file.Path;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the driver and SQLite do against what their callers take for granted: each said once. */
class SurprisesIT {
    private static final Tuple TOO_MANY_FILES = tuple("many.db", "open-files");
    private static final String APP = Surprises.class.getName();

    @TempDir Path folder;

    @Test
    void saysWhatIsNotAsItSeems() {
        EndedJvm ended = ForkedJvm.in(folder, Surprises.class).run().hasStatus(0);

        assertThat(ended.out())
                .contains("begin failed with 5", "begin.db has 1", "isValid failed with 5");
        // Where the limit of a process that runs can be set.
        boolean limited = ended.out().contains("many failed with 14");
        assertThat(ended.report().addsUp().settings())
                .extracting(
                        each -> each.getString("database").replaceAll(".*/", ""),
                        each -> each.getString("setting"))
                .filteredOn(each -> !each.equals(TOO_MANY_FILES))
                .containsExactlyInAnyOrder(
                        tuple("begin.db", "no-transaction"),
                        tuple("savepoint.db", "savepoint"),
                        tuple("valid.db", "is-valid"),
                        tuple("abort.db", "abort"),
                        tuple("lowered.db", "busy_timeout"),
                        tuple("query.db", "busy_timeout"),
                        tuple("shared.db", "shared-cache"),
                        tuple("lock.db", "query-timeout"),
                        tuple("cancel.db", "cancel"),
                        tuple("read.db", "read-only"));
        assertThat(ended.err().contains("many.db: too many open files, ")).isEqualTo(limited);
        assertThat(ended.err())
                .contains(
                        "sqlite-leak-agent: setAutoCommit failed at " + APP + ".lambda$begin$",
                        "setSavepoint in auto-commit mode on ",
                        "isValid on ",
                        "Connection.abort on ",
                        "busy_timeout=5000 is not in force on ",
                        "replaced by 30, at ",
                        "replaced by 100 by the driver after a statement with setQueryTimeout, at ",
                        "cache=shared on ",
                        "setQueryTimeout(1) on ",
                        "in the place of busy_timeout, and it ended with SQLITE_BUSY, at ",
                        "Statement.cancel() on ",
                        "it does not end a wait for a lock, connection ",
                        "setReadOnly on ",
                        "opened, for writing as well, at " + APP + ".lambda$readOnly$",
                        " warnings about settings, files and the driver, printed above");
    }

    @Test
    void isSilentWhereEachIsAvoided() {
        EndedJvm ended =
                ForkedJvm.in(folder, Surprises.class).arguments("cured").run().hasStatus(0);

        assertThat(ended.report().addsUp().settings()).isEmpty();
        assertThat(ended.out())
                .contains("again failed with 1", "rollback done", "begin.db has 0", "valid true");
    }
}
