package io.github.sqliteleak.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.Role;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.blame.Step;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakSite;
import java.util.List;
import org.junit.jupiter.api.Test;

class WayTextTest {
    private static final String COUNT = "com.acme.Orders.count(Orders.java:10)";
    private static final String OPEN = "com.acme.Orders.open(Orders.java:6)";

    @Test
    void saysNothingWhereTheSiteOpens() {
        assertThat(WayText.lines(site(COUNT))).isEmpty();
    }

    @Test
    void namesTheHelperAndWhomItOpenedFor() {
        assertThat(WayText.lines(site(COUNT, new Step(OPEN, Role.HANDS_ON))))
                .containsExactly("opened by Orders.open(:6) for Orders.count(:10)");
    }

    @Test
    void foldsALibraryToItsEntry() {
        String entry = "org.spring.JdbcTemplate.queryForStream(JdbcTemplate.java:512)";

        assertThat(WayText.lines(site(COUNT, new Step(entry, Role.LIBRARY))))
                .containsExactly("through JdbcTemplate.queryForStream");
    }

    @Test
    void hasThreeLinesAtMost() {
        Step[] way = {
            new Step(OPEN, Role.HANDS_ON),
            new Step("com.acme.Db.open(Db.java:1)", Role.HANDS_ON),
            new Step("lib.One.call(One.java:2)", Role.LIBRARY),
            new Step("com.acme.Db.get(Db.java:3)", Role.HANDS_ON),
        };

        assertThat(WayText.lines(site(COUNT, way)))
                .containsExactly(
                        "opened by Orders.open(:6) for Orders.count(:10)",
                        "through Db.get(:3)",
                        "and 2 more steps to the driver");
    }

    @Test
    void saysThatNoFrameIsTheUsers() {
        Site nobodys =
                new Site("a.B.c(B.java:1)", "a.B.c(B.java:1)", List.of(), List.of("a.B#c"), false);
        LeakSite group = Grouping.group(List.of(Leak.number(1).leaked().at(nobodys))).get(0);

        assertThat(WayText.lines(group))
                .containsExactly(
                        "no frame of your own code is on the stack of the thread that opened it");
    }

    @Test
    void countsEachLineOfAMethod() {
        Step way = new Step(OPEN, Role.HANDS_ON);
        String other = COUNT.replace(":10", ":16");
        LeakSite group =
                Grouping.group(
                                List.of(
                                        Leak.number(1).handedOn(COUNT, way).leaked(),
                                        Leak.number(2).handedOn(other, way).leaked(),
                                        Leak.number(3).handedOn(other, way).leaked()))
                        .get(0);

        assertThat(WayText.sites(group))
                .containsExactly(other + ", 2 connections", COUNT + ", 1 connection");
    }

    private static Site site(String line, Step... way) {
        return Leak.number(1).handedOn(line, way).leaked().site();
    }
}
