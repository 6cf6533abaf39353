package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.it.app.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.io.TempDir;

class JmxIT {
    private static final String PLACE = "io.github.sqliteleak.it.app.Watched.";

    @TempDir Path folder;

    @SomeJdk
    void showsWhoHoldsAndWhoWaitsToWhoeverAsks(Jdk jdk) throws Exception {
        RunningJvm jvm =
                ForkedJvm.in(folder, Watched.class)
                        .on(jdk)
                        .agent("held-warning=100ms")
                        .jvmArguments("-Xlog:class+load:file=loaded.txt")
                        .start()
                        .awaitLine("ready");
        Await.until("it waits for a server", () -> loaded().contains("jmx.JmxWatch"));
        assertThat(loaded())
                .doesNotContain("javax.management", "sqliteleak.jmx.Registration")
                .contains("sqliteleak.live.LiveView");
        try (JmxClient client = JmxClient.of(jvm)) {
            assertThat(client.number("OpenConnections")).isEqualTo(2);
            assertThat(client.number("ActiveTransactions")).isEqualTo(1);
            Await.until("it waits", () -> waiting(client) == 1);
            assertThat(client.databases()).hasSize(1);
            assertThat(client.databases().get(0).get("open")).isEqualTo(2L);
            assertThat((Long) client.databases().get(0).get("walBytes")).isNotNegative();
            showsTheHolder(client);
            showsBothConnections(client);
            tellsWhatHappens(jvm, client);
            beginsItsPeakAnew(jvm, client);
        }
        jvm.say("end").end().hasStatus(0);
    }

    private static void showsTheHolder(JmxClient client) throws Exception {
        assertThat(client.table("holders")).hasSize(1);
        CompositeData holder = client.table("holders").get(0);
        assertThat(holder.get("holds")).isEqualTo("write transaction");
        assertThat(holder.get("thread")).isEqualTo("main");
        assertThat(holder.get("threadState")).isEqualTo("RUNNABLE");
        assertThat(holder.get("site")).asString().startsWith(PLACE + "main(Watched.java:");
        assertThat(holder.get("waiters")).isEqualTo(1L);
        assertThat(holder.get("waiterThreads")).isEqualTo("waiter");
    }

    private static void showsBothConnections(JmxClient client) throws Exception {
        assertThat(client.table("openConnections"))
                .extracting(row -> row.get("lastUsedBy"), row -> row.get("running"))
                .containsExactlyInAnyOrder(
                        tuple("main", null), tuple("waiter", "INSERT INTO t VALUES (?)"));
    }

    private static void tellsWhatHappens(RunningJvm jvm, JmxClient client) {
        jvm.say("fail").awaitLine("did fail");
        Notification timeout = client.hear("lockTimeout");
        assertThat(timeout.getMessage())
                .matches("SQLITE_BUSY on .*data\\.db after 0 ms, .*; held by connection 2 .*");
        assertThat(((CompositeData) timeout.getUserData()).get("site"))
                .asString()
                .startsWith("io.github.sqliteleak.it.app.Db.run(");
        jvm.say("lose").awaitLine("did lose");
        Notification leak = client.hear("leak");
        assertThat(((CompositeData) leak.getUserData()).get("site"))
                .asString()
                .startsWith(PLACE + "lose(");
    }

    private static void beginsItsPeakAnew(RunningJvm jvm, JmxClient client) throws Exception {
        long before = client.number("PeakOpenConnections");
        client.invoke("resetPeaks");
        assertThat(client.number("PeakOpenConnections"))
                .isEqualTo(client.number("OpenConnections"))
                .isLessThanOrEqualTo(before);
        jvm.say("5").awaitLine("did 5");
        CompositeData held = (CompositeData) client.hear("held").getUserData();
        assertThat((Long) held.get("connectionId")).isPositive();
        assertThat(held.get("database")).asString().endsWith("data.db");
        assertThat(held.get("site")).asString().startsWith(PLACE);
        jvm.say("commit").awaitLine("did commit");
        assertThat(client.number("PeakOpenConnections"))
                .isEqualTo(client.number("OpenConnections"));
        assertThat(client.number("WaitingConnections")).isZero();
        assertThat(client.table("holders")).isEmpty();
    }

    private static long waiting(JmxClient client) {
        try {
            return client.number("WaitingConnections");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String loaded() {
        try {
            return Files.readString(folder.resolve("loaded.txt"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
