package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sqlite.Function;

/** A function of the application's may run SQL on the connection that calls it. */
class NestedCallsTest {
    private final TrackedConnection tracked =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())))
                    .handleOpened(new Object(), "a.db", 6, Set.of(), null);

    @Test
    void goesOnWithTheOuterCallWhenTheInnerOneHasEnded() throws SQLException {
        String[] running = new String[3];
        Thread[] inFlight = new Thread[1];
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            Function.create(
                    connection,
                    "nested",
                    new Function() {
                        @Override
                        protected void xFunc() throws SQLException {
                            tracked.enterScript("inner");
                            running[0] = tracked.runningSql();
                            tracked.leave();
                            running[1] = tracked.runningSql();
                            inFlight[0] = tracked.inFlight();
                            result(1);
                        }
                    });
            tracked.enterScript("outer");
            statement.execute("select nested()");
            tracked.leave();
        }
        running[2] = tracked.runningSql();

        assertThat(running).containsExactly("inner", "outer", null);
        assertThat(inFlight[0]).isSameAs(Thread.currentThread());
        assertThat(tracked.inFlight()).isNull();
    }

    /** For want of stack, for example. */
    @Test
    void aCallWhoseEndNobodyHasSeenIsOverWithTheNextOne() {
        tracked.enterScript("lost");

        tracked.enterScript("next");
        tracked.leave();

        assertThat(tracked.inFlight()).isNull();
    }
}
