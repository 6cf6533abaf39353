package io.github.sqliteleak.benchmarks.workload;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Opens many connections to a few files in WAL mode. */
public final class ManyConnections {
    private static final int FILES = 10;
    private static final int SITES = 20;

    /** By then the agent keeps text in place of stacks. */
    private static final long SETTLED_MILLIS = 2_500;

    private ManyConnections() {}

    /**
     * What to do, and how many.
     *
     * @param args {@code leak}, which leaves them open; {@code keep}, which prints the bytes of the
     *     heap in use with all of them open, each; {@code churn}, which closes each and prints the
     *     collections
     */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        int number = Integer.parseInt(args[1]);
        List<WalFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(WalFile.create());
        }
        if (args[0].equals("churn")) {
            for (int i = 0; i < number; i++) {
                open(files, i).close();
            }
            System.out.println(collections());
        } else {
            Connection[] open = new Connection[number];
            for (int i = 0; i < number; i++) {
                open[i] = open(files, i);
                open[i].createStatement().executeQuery("SELECT count(*) FROM item").close();
            }
            if (args[0].equals("keep")) {
                System.out.printf(Locale.ROOT, "%d%n", usedBytes() / number);
                for (Connection each : open) {
                    each.close();
                }
            } else {
                // Their files are in use to the end: the folder of this run goes as a whole.
                return;
            }
        }
        for (WalFile file : files) {
            file.delete();
        }
    }

    private static Connection open(List<WalFile> files, int number) throws SQLException {
        return atSite(number % SITES, files.get(number % FILES).url());
    }

    /** Each depth is a site of its own. */
    private static Connection atSite(int site, String url) throws SQLException {
        return site == 0 ? DriverManager.getConnection(url) : atSite(site - 1, url);
    }

    private static long usedBytes() throws InterruptedException {
        Thread.sleep(SETTLED_MILLIS);
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long collections() {
        long count = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += collector.getCollectionCount();
        }
        return count;
    }
}
