package io.github.sqliteleak.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakSitesTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream story = new ByteArrayOutputStream();
    private RecordingDataSource stock = new RecordingDataSource();
    private RecordingDataSource archive = new RecordingDataSource();

    @BeforeEach
    void openDatabases() {
        stock = RecordingDataSource.at(folder.resolve("inventory.db"));
        archive = RecordingDataSource.at(folder.resolve("archive.db"));
    }

    @AfterEach
    void closeWhatLeaked() throws SQLException {
        archive.close();
        stock.close();
    }

    @Test
    void carelessDayLeaksAtExactlyTheDocumentedSites() throws SQLException {
        day(false);

        assertThat(stock.leftOpen())
                .isEqualTo(
                        Map.of(
                                "ImportJob.load", 1L,
                                "WebShop.order", 2L,
                                "ReportService.lowestStock", 1L,
                                "PriceList.priceOf", 1L,
                                "pool", 3L));
        assertThat(archive.leftOpen()).isEqualTo(Map.of("NightlyJob.archive", 1L));
    }

    @Test
    void cleanDayLeavesNothingOpen() throws SQLException {
        day(true);

        assertThat(stock.opened()).isGreaterThan(10);
        assertThat(stock.leftOpen()).isEmpty();
        assertThat(archive.opened()).isEqualTo(2);
        assertThat(archive.leftOpen()).isEmpty();
    }

    @Test
    void nightlyJobLosesItsConnectionToTheCollector() throws SQLException {
        day(false);

        assertThat(archive.collected("NightlyJob.archive")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothDaysTellTheSameStory(boolean clean) throws SQLException {
        assertThat(day(clean))
                .isEqualTo(
                        """
                        Deliveries
                          3 lines booked
                          set aside, the supplier must send it again: For input string: "1O"
                        Orders
                          2 x K-106 sold for 69.80
                          6 x K-107 refused, too few in stock
                          1 x K-103 sold for 9.95
                          12 x K-105 refused, too few in stock
                          3 x K-108 sold for 126.00
                        Soon sold out
                          K-107 Whisk        2 left
                          K-105 Rolling pin  3 left
                          K-108 Wok          3 left
                        Dashboard
                          8 products, 3 orders, 15 movements
                        Night
                          15 movements archived
                          tomorrow's offer: K-101 for 7.45
                        """);
    }

    /** What the day prints, less its last line, which names the mode. */
    private String day(boolean clean) throws SQLException {
        try (PrintStream out = new PrintStream(story, true, UTF_8)) {
            Demo.day(stock, archive, clean, out);
        }
        String text = story.toString(UTF_8).replace(System.lineSeparator(), "\n");
        return text.substring(0, text.indexOf("What to look for"));
    }
}
