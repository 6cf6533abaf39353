package io.github.sqliteleak.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.registry.ConnectionObserver;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.Operation;
import io.github.sqliteleak.waits.Waiter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightLogTest {
    /** Fields that Flight Recorder adds. */
    private static final Set<String> OF_EVERY_EVENT =
            Set.of("startTime", "duration", "eventThread", "stackTrace");

    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final TransactionTracker transactions = new TransactionTracker(true);
    private final List<String> lines = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final FlightLog flight =
            FlightLog.create(
                    registry, transactions, this::facts, this::take, () -> 0, () -> 7, lines::add);

    @BeforeEach
    void listen() {
        flight.listen();
    }

    @Test
    void recordsOpenCloseAndTransaction() throws IOException {
        List<RecordedEvent> events =
                record(
                        () -> {
                            TrackedConnection connection = open("/tmp/a.db");
                            transactions.ran(connection, "begin immediate");
                            transactions.ran(connection, "insert into t values(1)");
                            transactions.ran(connection, "commit");
                            registry.closings().handleClosed(connection);
                            LateEvents.commit(connection);
                        });

        RecordedEvent opened = only("sqlite.ConnectionOpen", events);
        assertThat(opened.getLong("connectionId")).isEqualTo(1);
        assertThat(opened.getString("database")).isEqualTo("/tmp/a.db");
        assertThat(opened.getString("url")).isEqualTo("jdbc:sqlite:/tmp/a.db");
        assertThat(opened.getBoolean("readOnly")).isFalse();
        assertThat(opened.getStackTrace().getFrames()).isNotEmpty();
        RecordedEvent transaction = only("sqlite.Transaction", events);
        assertThat(transaction.getString("mode")).isEqualTo("immediate");
        assertThat(transaction.getString("outcome")).isEqualTo("committed");
        assertThat(transaction.getInt("statements")).isEqualTo(1);
        assertThat(transaction.getBoolean("wrote")).isTrue();
        assertThat(transaction.getBoolean("upgraded")).isFalse();
        assertThat(transaction.getString("beginSite"))
                .startsWith("io.github.sqliteleak.flight.FlightLogTest.");
        RecordedEvent closed = only("sqlite.ConnectionClose", events);
        assertThat(closed.getString("openSite"))
                .startsWith("io.github.sqliteleak.flight.FlightLogTest.open(");
        assertThat(closed.getDuration("lifetime")).isPositive();
    }

    @Test
    void recordsWhatIsOpenAndWhatLeaked() throws IOException {
        TrackedConnection connection = open("/tmp/a.db");

        List<RecordedEvent> events =
                record(
                        () -> {
                            flight.closingAll();
                            flight.leaked("open-at-exit", facts(connection));
                            flight.checkpointed(
                                    new CheckpointFacts(
                                            1,
                                            "/tmp/a.db",
                                            "truncate",
                                            true,
                                            10,
                                            3,
                                            41_232,
                                            41_232,
                                            "a reader"));
                        });

        assertThat(events).anyMatch(event -> is("sqlite.OpenConnection", event));
        RecordedEvent leak = only("sqlite.ConnectionLeak", events);
        assertThat(leak.getString("kind")).isEqualTo("open-at-exit");
        assertThat(leak.getString("openStack")).contains("FlightLogTest.open(");
        assertThat(leak.getDuration("age")).isEqualTo(Duration.ofMillis(1_234));
        RecordedEvent checkpoint = only("sqlite.Checkpoint", events);
        assertThat(checkpoint.getLong("walBytesBefore")).isEqualTo(41_232);
        assertThat(checkpoint.getInt("checkpointedFrames")).isEqualTo(3);
        assertThat(checkpoint.getBoolean("busy")).isTrue();
    }

    @Test
    void recordsATransactionThatNobodyEnded() throws IOException {
        List<RecordedEvent> events =
                record(
                        () -> {
                            TrackedConnection connection = open("/tmp/a.db");
                            transactions.ran(connection, "begin immediate");
                            flight.closingAll();
                            flight.closingAll();
                        });

        RecordedEvent transaction = only("sqlite.Transaction", events);
        assertThat(transaction.getString("outcome")).isEqualTo("left open");
    }

    @Test
    void recordsWhoHeldTheLockThatAStatementFailedOn() throws IOException {
        LockHolder holder =
                new LockHolder(
                        7L,
                        "writer-1",
                        "a.B.c(B.java:1)",
                        "a.B.o(B.java:2)",
                        null,
                        null,
                        Evidence.WRITE_TRANSACTION.json(),
                        4_000L);
        LockWait failure = failure(holder, LockCause.READ_THEN_WRITE);

        TrackedConnection waiter = open("/tmp/a.db");

        RecordedEvent event =
                only(
                        "sqlite.LockTimeout",
                        record(
                                () -> {
                                    flight.failed(waiter, failure);
                                    LateEvents.commit(waiter);
                                }));

        assertThat(event.getLong("connectionId")).isEqualTo(3);
        assertThat(event.getLong("holderConnectionId")).isEqualTo(7);
        assertThat(event.getString("holderThread")).isEqualTo("writer-1");
        assertThat(event.getString("holderSite")).isEqualTo("a.B.c(B.java:1)");
        assertThat(event.getString("resultCode")).isEqualTo("SQLITE_BUSY");
        assertThat(event.getString("evidence")).isEqualTo("write-transaction");
        assertThat(event.getDuration("waited")).isEqualTo(Duration.ofSeconds(3));
        assertThat(event.getDuration("busyTimeout")).isEqualTo(Duration.ofMillis(2_900));
        assertThat(event.getInt("retries")).isEqualTo(40);
        assertThat(event.getString("operation")).isEqualTo("write");
        assertThat(event.getString("cause")).isEqualTo("read-then-write");
        assertThat(event.getString("waiterStack")).contains("FlightLogTest.");
        assertThat(event.getFields())
                .extracting(ValueDescriptor::getName)
                .as("what tells most is shown first")
                .containsSubsequence(
                        "waited", "resultCode", "waiterSite", "sql", "holderSite", "holderThread")
                .endsWith("connectionId", "database");
    }

    private static LockWait failure(LockHolder holder, LockCause cause) {
        return new LockWait(
                3,
                "/tmp/a.db",
                "a.C.d(C.java:3)",
                "insert into t values(?)",
                Operation.WRITE,
                "SQLITE_BUSY",
                3_000,
                40,
                2_900,
                List.of(holder),
                cause,
                "a.C.r(C.java:2)",
                "select ?",
                1_795_225_738_895L,
                Waiter.UNKNOWN);
    }

    @Test
    void doesNotTellOfAConnectionThatIsClosed() throws IOException {
        TrackedConnection connection = open("/tmp/closed.db");
        open("/tmp/control.db");
        registry.closings().handleClosed(connection);

        // Flight Recorder also asks the logs of the tests before.
        List<RecordedEvent> events = record(flight::closingAll);

        assertThat(events)
                .filteredOn(event -> is("sqlite.OpenConnection", event))
                .extracting(event -> event.getString("database"))
                .contains("/tmp/control.db")
                .doesNotContain("/tmp/closed.db");
    }

    @Test
    void takesTheHookThatWouldEndTheRecorderTooEarly() {
        try (Recording recording = new Recording()) {
            recording.start();

            assertThat(taken).contains("JFR Shutdown Hook");
            assertThat(flight.shutdownHook()).isNotNull();
            assertThat(flight.isRecording()).isTrue();
            assertThat(lines).isEmpty();
        }
    }

    @Test
    void aFailureIsToldOnceAndCostsEventsOnly() {
        FlightLog failing =
                FlightLog.create(
                        registry,
                        transactions,
                        connection -> {
                            throw new IllegalStateException("injected");
                        },
                        this::take,
                        () -> 0,
                        () -> 0,
                        lines::add);
        failing.listen();
        open("/tmp/a.db");
        try (Recording recording = new Recording()) {
            recording.start();
            assertThat(failing.isRecording()).isTrue();

            failing.closingAll();
            failing.closingAll();

            assertThat(failing.isRecording()).isFalse();
            assertThat(lines)
                    .containsExactly(
                            "cannot write to Flight Recorder, there are no more events:"
                                    + " java.lang.IllegalStateException: injected");
        }
    }

    @Test
    void aListenerThatFailsDoesNotReachTheApplication() {
        FlightLog failing =
                FlightLog.create(
                        registry,
                        transactions,
                        this::facts,
                        name -> {
                            throw new AssertionError("injected");
                        },
                        () -> 0,
                        () -> 0,
                        lines::add);
        try (Recording recording = new Recording()) {
            recording.start();

            failing.listen();

            assertThat(failing.isRecording()).isFalse();
            assertThat(lines)
                    .containsExactly(
                            "cannot write to Flight Recorder, there are no more events:"
                                    + " java.lang.AssertionError: injected");
        }
    }

    @Test
    void aPeriodicEventThatFailsIsPrintedOnceAndEndsTheEvents() throws IOException {
        FlightLog failing =
                FlightLog.create(
                        registry,
                        transactions,
                        connection -> {
                            throw new AssertionError("injected");
                        },
                        this::take,
                        () -> 0,
                        () -> 0,
                        lines::add);
        failing.listen();
        TrackedConnection connection = open("/tmp/a.db");

        record(() -> {});

        assertThat(failing.isRecording()).isFalse();
        assertThat(lines)
                .containsExactly(
                        "cannot write to Flight Recorder, there are no more events:"
                                + " java.lang.AssertionError: injected");
        registry.closings().handleClosed(connection);
    }

    @Test
    void labelsEveryField() {
        try (Recording recording = new Recording()) {
            recording.start();
            assertThat(jdk.jfr.FlightRecorder.getFlightRecorder().getEventTypes())
                    .filteredOn(type -> type.getName().startsWith("sqlite."))
                    .hasSize(11)
                    .allSatisfy(
                            type -> {
                                assertThat(type.getDescription()).isNotEmpty();
                                assertThat(type.getCategoryNames().get(0)).isEqualTo("SQLite");
                                assertThat(type.getFields())
                                        .allSatisfy(
                                                field ->
                                                        assertThat(field.getLabel())
                                                                .as(field.getName())
                                                                .isNotEmpty())
                                        .filteredOn(
                                                field -> !OF_EVERY_EVENT.contains(field.getName()))
                                        .allSatisfy(
                                                field ->
                                                        assertThat(field.getDescription())
                                                                .as(field.getName())
                                                                .isNotEmpty());
                            });
        }
    }

    private List<RecordedEvent> record(Runnable work) throws IOException {
        Path file = folder.resolve("test.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("sqlite.ConnectionClose");
            recording.enable("sqlite.Transaction").withThreshold(Duration.ZERO);
            recording.start();
            Await.until("it records", flight::isRecording);
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("sqlite."))
                .toList();
    }

    private static RecordedEvent only(String name, List<RecordedEvent> events) {
        List<RecordedEvent> found = events.stream().filter(event -> is(name, event)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static boolean is(String name, RecordedEvent event) {
        return event.getEventType().getName().equals(name);
    }

    private TrackedConnection open(String file) {
        ConnectionObserver.Opening opening = registry.opening();
        TrackedConnection connection =
                Objects.requireNonNull(
                        registry.handleOpened(new Object(), file, 6, Set.of(), opening));
        registry.connected(connection, this, "jdbc:sqlite:" + file + "?key=secret");
        return connection;
    }

    private OpenFacts facts(TrackedConnection connection) {
        CallStack stack = CallStack.of(connection.opening(), 64);
        return new OpenFacts(
                connection.id(),
                connection.file(),
                "0123456789abcdef",
                stack.site(),
                "",
                stack.site(),
                stack.lines(),
                connection.threadName(),
                connection.openedAtMillis(),
                1_234,
                0,
                false,
                stack.owner(),
                null);
    }

    private Thread take(String name) {
        taken.add(name);
        return new Thread(name);
    }
}
