package io.github.sqliteleak.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs one day of the shop. Unless {@code --clean} is given, six sites leak:
 *
 * <ul>
 *   <li>{@code ImportJob.load}: an exception between open and close
 *   <li>{@code WebShop.order}: an early return, twice
 *   <li>{@code ReportService.lowestStock}: a result set that outlives its method, its cursor open
 *   <li>{@code PriceList.priceOf}: a connection kept in a field
 *   <li>{@code Dashboard.figures}: a pool of three connections that is never closed
 *   <li>{@code NightlyJob.archive}: a connection dropped to the collector in mid-transaction
 * </ul>
 */
public final class Demo {
    private static final String HELP =
            """
            Usage: java -jar sqlite-leak-demo.jar [OPTION]...
            One day of a small shop on SQLite that forgets to close some of its connections.

              --clean        the same day, with every connection closed
              --scene NAME   not the day but a moment in which somebody waits for a lock, or with
                             --clean does not; two-writers: a transaction is open over a slow
                             call; pinned-wal: a reader holds up the checkpoint; stale-snapshot:
                             a transaction writes after it has read; other-process: another
                             process has the lock
              --data FOLDER  where the databases go (default: a new temporary folder);
                             inventory.db and archive.db in it are started afresh
              --help         this page
            """;

    private Demo() {}

    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** The exit status: 0 when the day went by, 1 when a database failed, 2 for wrong use. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Options options = Options.parse(args);
            if (options.help()) {
                out.print(HELP);
                return 0;
            }
            Path folder = folder(options);
            out.printf("Inventory demo, data in %s%n", folder);
            DataSource stock = Database.at(folder.resolve("inventory.db"));
            DataSource archive = Database.at(folder.resolve("archive.db"));
            if (options.scene() == null) {
                day(stock, archive, options.clean(), out);
            } else {
                Schema.createStock(stock, SampleData.PRODUCTS);
                options.scene().on(folder.resolve("inventory.db"), options.clean()).play(out);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("sqlite-leak-demo: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("sqlite-leak-demo: cannot make the data folder: " + e.getMessage());
            return 2;
        } catch (SQLException e) {
            err.println("sqlite-leak-demo: the database failed: " + e.getMessage());
            return 1;
        }
    }

    static void day(DataSource stock, DataSource archive, boolean clean, PrintStream out)
            throws SQLException {
        Schema.createStock(stock, SampleData.PRODUCTS);
        Schema.createArchive(archive);
        Shop shop = clean ? Shop.careful(stock, archive) : Shop.careless(stock, archive);
        new ShopDay(shop, out).tell();
        out.println(
                clean
                        ? "What to look for: nothing, every connection was closed."
                        : "What to look for: six leak sites, five of the shop and one of its pool.");
    }

    private static Path folder(Options options) throws IOException {
        Path data = options.data();
        return data == null
                ? Files.createTempDirectory("inventory-")
                : Files.createDirectories(data.toAbsolutePath());
    }
}
