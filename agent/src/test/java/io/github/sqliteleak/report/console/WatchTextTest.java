package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockHolder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchTextTest {
    private static final Instant AT = Instant.parse("2026-11-20T12:00:00.123Z");

    private final WatchText text = new WatchText(new ConsoleStyle(false, false, true));

    @Test
    void showsTheMostHarmfulFirst() {
        assertThat(String.join("\n", text.screen(Reports.of(), moment(100))))
                .isEqualTo(
                        """
                        pid 4711 (com.example.App)  2026-11-20T12:00:00Z
                        5 open (most 5), 2 lent, 1 transaction, 1 waiting

                          open   txn    longest waiting        WAL  database
                             3     1      8.1 s       1    4096 KB  /work/app.db
                             2     0          -       0      17 MB  /work/log.db

                          held for     id  connection
                             8.1 s      3  write transaction by thread "import" at a.Import.run(Import.java:88)
                                        4  ← waits for it in thread "http-1" for 1.2 s of 3.0 s at a.Web.put(Web.java:5)
                             5.0 s      2  lent by thread "http-2" at a.Web.get(Web.java:9)
                           100.0 s      1  open by thread "main" at a.App.main(App.java:1)\
                        """
                                .replace("   100.0 s", "1 min 40 s"));
    }

    @Test
    void saysInOneLineWhatIsWorst() {
        assertThat(text.line(Reports.of(), moment(100)))
                .isEqualTo(
                        "2026-11-20T12:00:00Z  5 open (most 5), 2 lent, 1 transaction, 1 waiting,"
                                + " WAL 17 MB; worst: connection 3 write transaction for 8.1 s at"
                                + " a.Import.run(Import.java:88)");
    }

    @Test
    void leavesOutPackagesWhereTheScreenIsNarrow() {
        assertThat(
                        WatchText.withoutPackages(
                                "  4  ← waits in thread \"at work\" at com.example.web.Put.do_it("
                                        + "Put.java:5) of /work/at.org.Db.db"))
                .isEqualTo(
                        "  4  ← waits in thread \"at work\" at Put.do_it(Put.java:5) of"
                                + " /work/at.org.Db.db");
    }

    /** Of ten thousand, a screen has room for some. */
    @Test
    void keepsTheWorst() {
        assertThat(moment(1).connections()).extracting(OpenConnection::id).containsExactly(3L);
    }

    /** A page of ten thousand counts all, and has those that wait or are waited for. */
    @Test
    void aPageHasTheWorstAndWhoeverIsWaitedFor() {
        Moment page = everything().page(0);

        assertThat(page.connections()).extracting(OpenConnection::id).containsExactly(3L);
        assertThat(page.open()).isEqualTo(5);
        assertThat(everything().page(2).connections())
                .extracting(OpenConnection::id)
                .containsExactly(3L, 2L);
        assertThat(new MomentText(new ConsoleStyle(false, false, true)).render(Reports.of(), page))
                .startsWith("pid 4711 (com.example.App): 5 connections open, 1 waits for a lock")
                .contains("who waits for whom\n  connection 3 holds a write transaction")
                .endsWith(
                        "\n… and 4 more connections; --full shows all, --format json has them as"
                                + " data\n");
    }

    @Test
    void showsThatNothingIsOpen() {
        Moment nothing =
                new Moment(AT, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

        assertThat(text.line(Reports.of(), nothing))
                .isEqualTo(
                        "2026-11-20T12:00:00Z  0 open (most 4), 0 transactions, 0 waiting, WAL 0"
                                + " KB");
    }

    private static Moment moment(int most) {
        return everything().worst(most);
    }

    private static Moment everything() {
        LockHolder holder =
                new LockHolder(
                        3L,
                        "import",
                        null,
                        null,
                        null,
                        null,
                        Evidence.WRITE_TRANSACTION.json(),
                        8_100L);
        Waiter wait =
                new Waiter(
                        4,
                        "/work/app.db",
                        "http-1",
                        7L,
                        "write",
                        "INSERT",
                        "a.Web.put(Web.java:5)",
                        1_200,
                        3_000,
                        false,
                        List.of(holder));
        OpenConnection.Lent lent =
                new OpenConnection.Lent("a.Web.get(Web.java:9)", "http-2", 5_000);
        OpenConnection.Transaction transaction =
                new OpenConnection.Transaction(
                        "immediate",
                        true,
                        true,
                        true,
                        true,
                        8_100,
                        "a.Import.run(Import.java:88)",
                        null,
                        "import");
        return new Moment(
                AT,
                1,
                List.of(
                        open(1, "a.App.main(App.java:1)", null, null),
                        open(2, "a.Web.get(Web.java:9)", lent, null),
                        open(3, "a.Import.open(Import.java:1)", null, transaction)),
                List.of(wait),
                List.of(),
                List.of(
                        new OpenDatabase("/work/log.db", 17L << 20, 2, 2, 0, 0, 0, 0),
                        new OpenDatabase("/work/app.db", 4L << 20, 3, 0, 1, 0, 1, 8_100)),
                List.of(),
                List.of());
    }

    private static OpenConnection open(
            long id,
            String site,
            OpenConnection.@Nullable Lent lent,
            OpenConnection.@Nullable Transaction transaction) {
        return new OpenConnection(
                id,
                "/work/app.db",
                false,
                null,
                "application",
                site,
                site,
                AT,
                100_000,
                "main",
                0,
                null,
                lent,
                transaction,
                false,
                0,
                false,
                null,
                null);
    }
}
