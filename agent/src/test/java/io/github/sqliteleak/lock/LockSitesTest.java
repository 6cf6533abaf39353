package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.Operation;
import io.github.sqliteleak.waits.Waiter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Places of waits behind a library that no list knows, all of which look the same by their names.
 */
class LockSitesTest {
    private static final String LIBRARY = "made.up.Library.m0(Library.java:1)";

    private final Blame blame = new Blame(() -> new Class<?>[0], null, List.of("own.app.*"));
    private final LockSites sites = new LockSites();

    @Test
    void namesTheOwnPlacesOfWaiterAndHolder() {
        add("Reports", "Orders", 3);

        LockWaitGroup group = sites.all(blame).get(0);

        assertThat(group.waiterSite()).isEqualTo("own.app.Reports.daily(Reports.java:7)");
        assertThat(group.causeSite()).isEqualTo("own.app.Reports.daily(Reports.java:7)");
        LockHolder holder = group.holders().get(0);
        assertThat(holder.site()).isEqualTo("own.app.Orders.daily(Orders.java:7)");
        assertThat(holder.openSite()).isEqualTo("own.app.Orders.daily(Orders.java:7)");
        assertThat(holder.thread()).isEqualTo("main");
    }

    @Test
    void distinguishesWaitersAndHolders() {
        add("Reports", "Orders", 3);
        add("Billing", "Orders", 3);
        add("Billing", "Shipping", 3);
        add("Billing", "Shipping", 3);

        assertThat(sites.all(blame))
                .extracting(
                        group ->
                                group.waiterSite().replaceAll(".*app.|[.]daily.*", "")
                                        + " "
                                        + group.holders()
                                                .get(0)
                                                .site()
                                                .replaceAll(".*app.|[.]daily.*", "")
                                        + " "
                                        + group.count())
                .containsExactly("Reports Orders 1", "Billing Orders 1", "Billing Shipping 2");
    }

    @Test
    void gathersOneOwnPlaceThatWentDifferentWaysThroughTheLibrary() {
        add("Reports", "Orders", 3);
        add("Reports", "Orders", 8);

        assertThat(sites.all(blame)).singleElement().extracting(LockWaitGroup::count).isEqualTo(2);
    }

    @Test
    void countsEachOfVeryMany() {
        for (int i = 0; i < 1_000; i++) {
            add("Reports", "Orders", 1 + i % 90);
        }

        assertThat(sites.all(blame))
                .singleElement()
                .extracting(LockWaitGroup::count)
                .isEqualTo(1_000);
    }

    private void add(String waiter, String holder, int depth) {
        LockHolder byNames =
                new LockHolder(
                        7L,
                        "main",
                        LIBRARY,
                        LIBRARY,
                        null,
                        null,
                        Evidence.WRITE_TRANSACTION.json(),
                        9L);
        LockWait wait =
                new LockWait(
                        3,
                        "a.db",
                        LIBRARY,
                        "insert",
                        Operation.WRITE,
                        "SQLITE_BUSY",
                        20,
                        4,
                        1_000,
                        List.of(byNames),
                        null,
                        LIBRARY,
                        null,
                        1_000_000,
                        Waiter.UNKNOWN);
        CapturedStack held = stack(holder, depth);
        sites.add(
                wait,
                new WaitStacks(
                        stack(waiter, depth),
                        stack(waiter, depth),
                        null,
                        null,
                        List.of(new SeenHolder(byNames, held, held))));
    }

    private static CapturedStack stack(String own, int depth) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            frames.add(new StackTraceElement("made.up.Library", "m" + i, "Library.java", i + 1));
        }
        frames.add(new StackTraceElement("own.app." + own, "daily", own + ".java", 7));
        return CapturedStack.of(frames);
    }
}
