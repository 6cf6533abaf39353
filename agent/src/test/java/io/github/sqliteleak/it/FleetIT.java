package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.it.app.Watched;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that are documented, in the exporter that they are for. */
class FleetIT {
    private static final Path RULES =
            Path.of("../src/site/resources/fleet/jmx-exporter.yaml").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void prometheusReadsWhatIsOpen() throws Exception {
        int port = freePort();
        RunningJvm jvm =
                ForkedJvm.in(folder, Watched.class)
                        .jvmArguments(
                                "-javaagent:"
                                        + Build.exporter()
                                        + "=127.0.0.1:"
                                        + port
                                        + ":"
                                        + RULES)
                        .start()
                        .awaitLine("ready");
        URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
        AtomicReference<List<String>> metrics = new AtomicReference<>(List.of());
        Await.until(
                "one waits: " + jvm,
                () -> {
                    metrics.set(scrape(address));
                    return metrics.get().contains("sqlite_connections_waiting 1.0");
                });

        String database = "{database=\"" + folder.toRealPath().resolve("data.db") + "\"}";
        assertThat(metrics.get())
                .contains(
                        "# TYPE sqlite_connections_open gauge",
                        "sqlite_connections_open 2.0",
                        "# TYPE sqlite_connections_opened_total counter",
                        "sqlite_connections_opened_total 3.0",
                        "sqlite_connections_closed_total 1.0",
                        "sqlite_transactions_active 1.0",
                        "sqlite_lock_timeouts_total 0.0",
                        "sqlite_database_connections_open" + database + " 2.0",
                        "sqlite_database_connections_waiting" + database + " 1.0")
                .anyMatch(line -> line.matches("sqlite_longest_transaction_seconds 0?\\d*\\.\\d+"))
                .anyMatch(line -> line.startsWith("sqlite_database_wal_bytes" + database));
        assertThat(metrics.get())
                .filteredOn(line -> line.startsWith("sqlite_"))
                .as("nothing that no rule names")
                .hasSize(23);
        jvm.kill();
    }

    private static List<String> scrape(URI address) {
        try (InputStream in = address.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            // It does not listen yet.
            return List.of();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
