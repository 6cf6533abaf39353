package io.github.sqliteleak.it.app;

import java.sql.SQLException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Two classes with a test each that run at the same time, and leak while they do. */
public final class ParallelSuite {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    /** Its thread is there before any test, and descends from none. */
    static final ExecutorService SHARED = Executors.newSingleThreadExecutor();

    private ParallelSuite() {}

    /** By code of no test class. */
    private static void openByTheSharedThread(String name) throws Exception {
        SHARED.submit(() -> LeakySuite.open(name)).get();
    }

    private static void meet() throws BrokenBarrierException, InterruptedException {
        BOTH.await();
    }

    /** Starts the shared thread, then runs the tests. */
    public static final class Main {
        public static void main(String... args) throws Exception {
            SHARED.submit(() -> Db.say("ready")).get();
            SuiteRunner.main("together", "return", First.class.getName(), Second.class.getName());
            SHARED.shutdown();
        }
    }

    public static class First {
        @Test
        void leaks() throws Exception {
            meet();
            LeakySuite.open("first.db");
            LeakySuite.openInOtherThread("first-child.db");
            SHARED.submit(() -> LeakySuite.open("shared.db")).get();
            openByTheSharedThread("shared-pool.db");
            meet();
        }
    }

    public static class Second {
        @Test
        void leaks() throws BrokenBarrierException, InterruptedException, SQLException {
            meet();
            LeakySuite.open("second.db");
            LeakySuite.open("closed.db").close();
            meet();
        }
    }
}
