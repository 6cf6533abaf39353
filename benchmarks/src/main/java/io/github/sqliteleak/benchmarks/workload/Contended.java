package io.github.sqliteleak.benchmarks.workload;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that write to one database in WAL mode, each transaction waiting for those of the others.
 */
public final class Contended {
    private static final int TRANSACTIONS = 16_000;
    private static final long PAUSE_NANOS = 100_000;

    private Contended() {}

    /**
     * Prints the time of one transaction in nanoseconds.
     *
     * @param args how many threads; then {@code cpu} for the process's CPU time, else it is wall
     *     time
     */
    public static void main(String[] args)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        int threads = Integer.parseInt(args[0]);
        WalFile file = WalFile.create();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            run(file, pool, threads, TRANSACTIONS / 4);
            boolean cpu = args.length > 1 && args[1].equals("cpu");
            long begin = now(cpu);
            run(file, pool, threads, TRANSACTIONS);
            System.out.println((now(cpu) - begin) / TRANSACTIONS);
        } finally {
            pool.shutdown();
            file.delete();
        }
    }

    private static long now(boolean cpu) {
        return cpu
                ? ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                : System.nanoTime();
    }

    private static void run(WalFile file, ExecutorService pool, int threads, int transactions)
            throws InterruptedException, ExecutionException {
        List<Callable<Void>> writers =
                Collections.nCopies(threads, () -> write(file, transactions / threads));
        for (Future<Void> done : pool.invokeAll(writers)) {
            done.get();
        }
    }

    private static Void write(WalFile file, int transactions) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(file.url() + "?busy_timeout=60000");
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            for (int i = 0; i < transactions; i++) {
                statement.execute("BEGIN IMMEDIATE");
                for (int row = 0; row < 20; row++) {
                    statement.execute("UPDATE item SET name = 'new' WHERE id = " + row);
                }
                statement.execute("COMMIT");
                // Without a pause the others hardly ever get a turn, and there is little to wait.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return null;
    }
}
