package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Exits;
import io.github.sqliteleak.it.app.Leaks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole console reports, with what differs from run to run replaced. */
class ConsoleIT {
    @TempDir Path folder;

    @SomeJdk
    void summarisesLeak(Jdk jdk) throws IOException {
        assertThat(report(ForkedJvm.in(folder, Leaks.Transaction.class).on(jdk)))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 1 connection leaked at 1 site (2 opened, 1 closed)

                          1 connection, still open at exit
                            at io.github.sqliteleak.it.app.Leaks$Transaction.main(Leaks.java:N)
                            database:  data.db
                            opened:    TIME by thread "main"
                            open for:  N ms, unused for N ms
                            holds:     an open transaction begun at io.github.sqliteleak.it.app.Leaks$Transaction.begin(Leaks.java:N) by begin
                            cleanup:   closed by the agent, its transaction rolled back
                            fix:       commit or roll back on every path, then close
                                       open it in try (Connection c = …) { … }, which closes it on every path

                          data.db: WAL N KB → 0, checkpointed

                          report: sqlite-leaks/leaks-N.json
                        """);
    }

    @Test
    void showsWholeStacks() throws IOException {
        ForkedJvm jvm = ForkedJvm.in(folder, Leaks.Cursor.class).agent("console=full");

        assertThat(report(jvm))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 1 connection leaked at 1 site (2 opened, 1 closed)

                          1 connection, still open at exit
                            at io.github.sqliteleak.it.app.Leaks$Cursor.main(Leaks.java:N)
                            opened by Leaks$Cursor.firstRow(:N) for Leaks$Cursor.main(:N)
                            database:  data.db
                            opened:    TIME by thread "main"
                            open for:  N ms, unused for N ms
                            holds:     an open cursor: SELECT x FROM t WHERE x < ?
                            cleanup:   closed by the agent
                            fix:       open connection, Statement and ResultSet in one try (…) { … }
                            stack:     at io.github.sqliteleak.it.app.Leaks$Cursor.firstRow(Leaks.java:N)
                                       at io.github.sqliteleak.it.app.Leaks$Cursor.main(Leaks.java:N)

                          data.db: no checkpoint needed: the WAL was empty

                          report: sqlite-leaks/leaks-N.json
                        """);
    }

    @Test
    void showsWhatReadOnlyConnectionLeavesBehind() throws IOException {
        ForkedJvm jvm = ForkedJvm.in(folder, Leaks.ReadOnly.class);

        assertThat(report(jvm))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 1 connection leaked at 1 site (2 opened, 1 closed)

                          1 connection, still open at exit
                            at io.github.sqliteleak.it.app.Leaks$ReadOnly.main(Leaks.java:N)
                            database:  data.db
                            opened:    TIME by thread "main"
                            open for:  N ms, unused for N ms
                            holds:     no transaction, no open statement
                            cleanup:   closed by the agent
                            fix:       open it in try (Connection c = …) { … }, which closes it on every path

                          data.db: not checkpointed: it was opened read-only
                            left behind: data.db-wal, data.db-shm: it was opened read-only

                          report: sqlite-leaks/leaks-N.json
                        """);
    }

    @Test
    void groupsDatabasesInMemory() throws IOException {
        assertThat(report(ForkedJvm.in(folder, Leaks.InMemory.class)))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 3 connections leaked at 1 site (3 opened, 0 closed)

                          3 connections, still open at exit
                            at io.github.sqliteleak.it.app.Leaks$InMemory.main(Leaks.java:N)
                            database:  :memory:, file:shared?mode=memory&cache=shared, (temporary, no name)
                            opened:    TIME by thread "main"
                            open for:  N ms, unused for N ms
                            holds:     no transaction, no open statement
                            cleanup:   3 closed by the agent
                            fix:       open it in try (Connection c = …) { … }, which closes it on every path

                          :memory: not checkpointed: it is not in a file
                          file:shared?mode=memory&cache=shared: not checkpointed: it is not in a file
                          (temporary, no name): not checkpointed: it is not in a file

                          report: sqlite-leaks/leaks-N.json
                        """);
    }

    @Test
    void printsToStandardErrorAsItWasAtTheStart() {
        EndedJvm jvm = ForkedJvm.in(folder, Exits.StreamsReplaced.class).run().hasStatus(0);

        assertThat(jvm.out()).isEmpty();
        assertThat(jvm.err()).startsWith("sqlite-leak-agent: 1 connection leaked at 1 site");
    }

    @Test
    void saysNothingWhenOff() {
        ForkedJvm jvm = ForkedJvm.in(folder, Leaks.Transaction.class).agent("console=off");

        EndedJvm ended = jvm.run().hasStatus(0);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.report().leaks()).hasSize(1);
    }

    private String report(ForkedJvm jvm) throws IOException {
        return jvm.jvmArguments("-Dfile.encoding=UTF-8", "-Dstderr.encoding=UTF-8")
                .run()
                .hasStatus(0)
                .err()
                .replace(folder.toRealPath() + "/", "")
                .replaceAll("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z( to )?)+", "TIME")
                .replaceAll("(\\d[\\d.]* m?s( to )?)+\\b", "N ms")
                .replaceAll("\\d[\\d.]* KB\\b", "N KB")
                .replaceAll("(?<=[(]:|\\.java:)\\d+", "N")
                .replaceAll("leaks-[\\w-]+\\.json", "leaks-N.json");
    }
}
