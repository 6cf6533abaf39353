package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestLeakTextTest {
    @Test
    void tellsWhereWhatItHoldsAndWhatToDo() {
        String text =
                render(
                        Leak.number(1)
                                .openAfter("com.example.RepoTest#saves()")
                                .inTransaction("com.example.Repo.save(Repo.java:60)", "BEGIN")
                                .cursor("SELECT * FROM t WHERE id = ?")
                                .leaked());

        assertThat(text)
                .isEqualTo(
                        """
                        SQLite: 1 connection opened by this test was left open
                          1 connection opened at com.example.Repo.load(Repo.java:42)
                            called at: com.example.Repo.load(Some.java:7)
                                       com.example.App.main(Some.java:7)
                            database:  data/app.db
                            holds:     an open transaction begun at com.example.Repo.save(Repo.java:60) by BEGIN
                                       an open cursor: SELECT * FROM t WHERE id = ?
                            cleanup:   closed by the agent, its transaction rolled back
                            fix:       commit or roll back on every path, then close
                                       open connection, Statement and ResultSet in one try (…) { … }""");
    }

    @Test
    void gathersBySiteAndNamesOtherThreads() {
        String text =
                render(
                        Leak.number(1).openAfter("t").leaked(),
                        Leak.number(2).openAfter("t").thread("worker-1").leaked(),
                        Leak.number(3)
                                .openAfter("t")
                                .openedIn("com.example.Other", "run")
                                .leaked());

        assertThat(text)
                .isEqualTo(
                        """
                        SQLite: 3 connections opened by this test were left open
                          2 connections opened at com.example.Repo.load(Repo.java:42)
                            called at: com.example.Repo.load(Some.java:7)
                                       com.example.App.main(Some.java:7)
                            database:  data/app.db
                            by thread: "worker-1"
                            holds:     no transaction, no open statement
                            cleanup:   2 closed by the agent
                            fix:       open it in try (Connection c = …) { … }, which closes it on every path
                          1 connection opened at com.example.Other.run(Some.java:7)
                            database:  data/app.db
                            holds:     no transaction, no open statement
                            cleanup:   closed by the agent
                            fix:       open it in try (Connection c = …) { … }, which closes it on every path""");
    }

    @Test
    void staysShortWithManySites() {
        List<LeakedConnection> leaks = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            leaks.add(Leak.number(i).openAfter("t").openedIn("com.example.C" + i, "run").leaked());
        }

        assertThat(TestLeakText.render(leaks, "this test", "main", "/work"))
                .startsWith("SQLite: 12 connections opened by this test were left open\n")
                .endsWith("\n  … and 2 more sites");
    }

    private static String render(LeakedConnection... leaks) {
        return TestLeakText.render(List.of(leaks), "this test", "main", "/work");
    }
}
