package io.github.sqliteleak.it.app;

import java.sql.SQLException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Two classes with a test each that run at the same time, and leak while they do. */
public final class ParallelTestLeaks {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    /** Its thread is there before any test, and descends from none. */
    static final ExecutorService SHARED = Executors.newSingleThreadExecutor();

    private ParallelTestLeaks() {}

    private static void meet() throws BrokenBarrierException, InterruptedException {
        BOTH.await();
    }

    /** Starts the shared thread, then runs the tests. */
    public static final class Main {
        public static void main(String... args) throws Exception {
            SHARED.submit(() -> Db.say("ready")).get();
            RunTests.main("together", "return", First.class.getName(), Second.class.getName());
            SHARED.shutdown();
        }
    }

    public static class First {
        @Test
        void leaks() throws Exception {
            meet();
            TestLeaks.open("first.db");
            TestLeaks.openInOtherThread("first-child.db");
            SHARED.submit(() -> TestLeaks.open("shared.db")).get();
            meet();
        }
    }

    public static class Second {
        @Test
        void leaks() throws BrokenBarrierException, InterruptedException, SQLException {
            meet();
            TestLeaks.open("second.db");
            TestLeaks.open("closed.db").close();
            meet();
        }
    }
}
