package io.github.sqliteleak.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.Role;
import io.github.sqliteleak.blame.Step;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakGroup;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The advice by what the site has in its hands. */
class HolderFixTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.spring.JdbcTemplate.queryForStream(J.java:1) | LIBRARY | close what"
                        + " JdbcTemplate.queryForStream returns: try (Stream<…> rows = …) { … }",
                "org.apache.ibatis.SqlSessionFactory.openSession(J.java:1) | LIBRARY | close the"
                        + " session of SqlSessionFactory.openSession on every path:"
                        + " try (… session = …) { … }",
                "org.jdbi.Jdbi.open(J.java:1) | LIBRARY | close what Jdbi.open opened or returned,"
                        + " on every path",
                "a.Dao.<init>(Dao.java:1) | HANDS_ON | close the Dao, which keeps it in a field,"
                        + " and the connection in its close()",
                "org.lib.Source.getConnection(S.java:1) | LIBRARY | open it in try (Connection c ="
                        + " …) { … }, which closes it on every path",
                "a.Db.open(Db.java:1) | HANDS_ON | open it in try (Connection c = …) { … }, which"
                        + " closes it on every path",
            })
    void saysWhatToClose(String called, Role role, String fix) {
        LeakGroup group =
                Grouping.group(
                                List.of(
                                        Leak.number(1)
                                                .handedOn("a.B.c(B.java:7)", new Step(called, role))
                                                .leaked()))
                        .get(0);

        assertThat(Fix.lines(group)).containsExactly(fix);
    }
}
