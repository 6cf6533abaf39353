package io.github.sqliteleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static final String POOL = "pool:HikariPool-1";

    @Test
    void gathersBySiteWhateverThreadDatabaseOrKind() {
        List<LeakSite> groups =
                group(
                        Leak.number(1).openAfter("a.T#x()", "a.T#y()"),
                        Leak.number(2).collected().thread("other"),
                        Leak.number(3).database("/other.db"),
                        Leak.number(4).openAfter("a.T#x()"),
                        Leak.number(5).openedIn("com.example.Other", "load"));

        assertThat(groups).hasSize(2);
        LeakSite repo = groups.get(0);
        assertThat(repo.count()).isEqualTo(4);
        assertThat(repo.openSite()).isEqualTo("com.example.Repo.load(Repo.java:42)");
        assertThat(repo.tests()).containsExactly("a.T#x()", "a.T#y()");
        assertThat(repo.kinds())
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry(LeakKind.OPEN_AT_EXIT, 1),
                                Map.entry(LeakKind.GARBAGE_COLLECTED, 1),
                                Map.entry(LeakKind.OPEN_AFTER_TEST, 2),
                                Map.entry(LeakKind.NOT_GIVEN_BACK, 0),
                                Map.entry(LeakKind.POOL_NEVER_CLOSED, 0),
                                Map.entry(LeakKind.DROPPED_BY_POOL, 0),
                                Map.entry(LeakKind.OPEN_AT_PLAN_END, 0),
                                Map.entry(LeakKind.OPEN, 0),
                                Map.entry(LeakKind.IN_USE_AT_EXIT, 0),
                                Map.entry(LeakKind.OPENED_DURING_EXIT, 0)));
        assertThat(repo.kinds().keySet()).containsExactly(LeakKind.values());
        assertThat(ids(repo)).containsExactly(2L, 1L, 3L, 4L);
    }

    @Test
    void sortsByHarm() {
        List<LeakSite> groups =
                group(
                        Leak.number(1).owner(POOL).openedIn("a.Pool", "make"),
                        Leak.number(2).openedIn("a.Plain", "one"),
                        Leak.number(3).openedIn("a.Plain", "two"),
                        Leak.number(4).openedIn("a.Many", "m"),
                        Leak.number(5).openedIn("a.Many", "m"),
                        Leak.number(6).openedIn("a.Collected", "m").collected(),
                        Leak.number(7).openedIn("a.Cursor", "m").cursor(null),
                        Leak.number(8).openedIn("a.Transaction", "m").inTransaction(null, null),
                        Leak.number(9).openedIn("a.CollectedCursor", "m").collected().cursor("x"));

        assertThat(groups)
                .extracting(LeakSite::openSite)
                .containsExactly(
                        "a.CollectedCursor.m(Some.java:7)",
                        "a.Transaction.m(Some.java:7)",
                        "a.Cursor.m(Some.java:7)",
                        "a.Collected.m(Some.java:7)",
                        "a.Many.m(Some.java:7)",
                        "a.Plain.one(Some.java:7)",
                        "a.Plain.two(Some.java:7)",
                        "a.Pool.make(Some.java:7)");
    }

    @Test
    void anOpenStatementWithoutCursorDoesNoHarm() {
        List<LeakSite> groups =
                group(
                        Leak.number(1).statement("SELECT ?", null),
                        Leak.number(2).openedIn("a.Collected", "m").collected());

        assertThat(groups.get(0).openSite()).isEqualTo("a.Collected.m(Some.java:7)");
    }

    @Test
    void makesOneFindingOfAPool() {
        List<LeakSite> groups =
                group(
                        Leak.number(1).owner(POOL).withoutUserFrames("p.Pool.fill(Pool.java:1)"),
                        Leak.number(2).owner(POOL).openedIn("a.Second", "m"),
                        Leak.number(3).owner(POOL).openedIn("a.Third", "m"),
                        Leak.number(4).owner(POOL).withoutUserFrames());

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).count()).isEqualTo(4);
        assertThat(groups.get(0).openSite()).isEqualTo("a.Second.m(Some.java:7)");
        assertThat(groups.get(0).fingerprint())
                .isEqualTo(Fingerprint.of(List.of(Leak.frame("a.Second", "m"))));
    }

    @Test
    void keepsPoolsAndTheirDatabasesApart() {
        List<LeakSite> groups =
                group(
                        Leak.number(1).owner(POOL),
                        Leak.number(2).owner(POOL).database("/other.db"),
                        Leak.number(3).owner("pool:HikariPool-2"),
                        Leak.number(4));

        assertThat(groups)
                .extracting(LeakSite::owner)
                .containsExactly("application", POOL, POOL, "pool:HikariPool-2");
    }

    @Test
    void takesThePoolsOwnFramesWhereTheUserHasNone() {
        List<LeakSite> groups =
                group(
                        Leak.number(1)
                                .owner(POOL)
                                .withoutUserFrames(
                                        "java.base/java.lang.Thread.run(Thread.java:840)",
                                        "app//p.Pool$1.fill(Pool.java:12)",
                                        "p.Pool$$Lambda$14/0x0000000800c01.run(Unknown Source)"));

        assertThat(groups.get(0).fingerprint())
                .isEqualTo(Fingerprint.of(List.of(Leak.frame("p.Pool$3", "fill"))));
        assertThat(groups.get(0).fingerprint()).isNotEqualTo(Fingerprint.of(List.of()));
    }

    @Test
    void showsFewOfEachOfManySites() {
        List<LeakedConnection> leaks = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            leaks.add(Leak.number(i + 1).openedIn("a.Site" + i % 500, "m").leaked());
        }

        List<LeakSite> groups = Grouping.group(leaks);

        assertThat(groups).hasSize(500).allMatch(site -> site.count() == 3);
        assertThat(groups).allMatch(site -> site.connections().size() == 3);
        leaks.add(Leak.number(2_000).openedIn("a.Site0", "m").leaked());
        for (int i = 0; i < 1_500; i++) {
            leaks.add(Leak.number(3_000 + i).openedIn("a.Other" + i, "m").leaked());
        }
        assertThat(Grouping.group(leaks)).allMatch(site -> site.connections().size() == 1);
    }

    @Test
    void showsTheWorstTwentyButCountsAll() {
        List<LeakedConnection> leaks = new ArrayList<>();
        for (int id = 1; id <= 30; id++) {
            leaks.add(Leak.number(id).leaked());
        }
        leaks.add(Leak.number(31).inTransaction(null, null).leaked());

        LeakSite group = Grouping.group(leaks).get(0);

        assertThat(group.count()).isEqualTo(31);
        assertThat(group.connections()).hasSize(20);
        assertThat(ids(group)).startsWith(31L, 1L, 2L);
        assertThat(group.kinds().get(LeakKind.OPEN_AT_EXIT)).isEqualTo(31);
    }

    @Test
    void doesNotDependOnTheOrderOfItsInput() {
        Random random = new Random(5);
        List<LeakedConnection> leaks = new ArrayList<>();
        for (int id = 1; id <= 60; id++) {
            Leak leak = Leak.number(id).openedIn("a.C", "m" + random.nextInt(9));
            leak = random.nextInt(4) == 0 ? leak.owner(POOL) : leak;
            leak = random.nextInt(4) == 0 ? leak.collected() : leak;
            leak = random.nextInt(6) == 0 ? leak.cursor("x") : leak;
            leaks.add(random.nextInt(6) == 0 ? leak.openAfter("t" + id).leaked() : leak.leaked());
        }
        List<LeakSite> groups = Grouping.group(leaks);

        for (int i = 0; i < 50; i++) {
            Collections.shuffle(leaks, random);
            assertThat(Grouping.group(leaks)).isEqualTo(groups);
        }
    }

    private static List<LeakSite> group(Leak... leaks) {
        List<LeakedConnection> connections = new ArrayList<>();
        for (Leak leak : leaks) {
            connections.add(leak.leaked());
        }
        return Grouping.group(connections);
    }

    private static List<Long> ids(LeakSite group) {
        return group.connections().stream().map(LeakedConnection::id).toList();
    }
}
