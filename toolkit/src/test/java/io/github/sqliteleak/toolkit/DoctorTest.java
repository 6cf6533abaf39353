package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class DoctorTest {
    @TempDir Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void findsAHealthyDatabaseHealthy() throws Exception {
        create("WAL");
        Map<String, String> before = state();
        assertThat(doctor(file())).isZero();
        assertThat(out())
                .isEqualTo(
                        file()
                                + """

                          held by         nobody
                          database        8192 bytes
                          journal_mode    wal
                          page_size       4096
                          page_count      2
                          freelist_count  0
                          encoding        UTF-8
                          auto_vacuum     0
                          user_version    0
                          integrity       ok
                          foreign keys    ok

                        Healthy
                        """);
        assertThat(doctor(file(), "--fix")).isZero();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void findsWhatACrashLeftChangesNothingAndFixesItOnDemand() throws Exception {
        crash("PRAGMA journal_mode = WAL", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)");
        Map<String, String> before = state();
        assertThat(before).hasSize(3);

        assertThat(doctor(file())).isEqualTo(1);
        assertThat(out())
                .contains("FINDING: Left behind: a -wal, and nobody has the database open; its ")
                .contains("was read-only, or a program was killed")
                .contains("\n1 finding\n");
        assertThat(state()).isEqualTo(before);

        assertThat(doctor("--fix", file())).isZero();
        assertThat(out()).contains("Fixing: checkpointed, ").endsWith("Healthy\n");
        assertThat(WalFiles.auxiliaryFiles(path())).isEmpty();
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void recoversAWalWhoseIndexIsMissing() throws Exception {
        crash("PRAGMA journal_mode = WAL", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)");
        Files.delete(beside("-shm"));
        Map<String, String> before = state();
        assertThat(doctor(file())).isEqualTo(1);
        assertThat(out()).contains("not examined: the -wal must be recovered first");
        assertThat(state()).isEqualTo(before);
        assertThat(doctor(file(), "--fix")).isZero();
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void neverThrowsAWalAway() throws Exception {
        crash("PRAGMA journal_mode = WAL", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)");
        Files.delete(beside("-shm"));
        byte[] wal = Files.readAllBytes(beside("-wal"));
        byte[] database = Files.readAllBytes(path());

        Files.write(path(), new byte[0]);
        assertThat(doctor(file(), "--fix")).isEqualTo(1);
        assertThat(out()).contains("Fixing: not done. The database file is empty");
        assertThat(Files.readAllBytes(beside("-wal"))).isEqualTo(wal);

        Files.write(path(), database);
        byte[] damaged = wal.clone();
        Arrays.fill(damaged, 0, 64, (byte) 1);
        Files.write(beside("-wal"), damaged);
        assertThat(doctor(file(), "--fix")).isEqualTo(1);
        assertThat(out()).contains("Fixing: not done. SQLite finds no valid frame in the -wal");
        assertThat(Files.readAllBytes(beside("-wal"))).isEqualTo(damaged);

        Files.delete(beside("-shm"));
        Files.write(beside("-wal"), wal);
        assertThat(doctor(file(), "--fix")).isZero();
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void rollsBackAHotJournalOnDemand() throws Exception {
        crash(
                "CREATE TABLE t (x)",
                "INSERT INTO t VALUES (1)",
                "PRAGMA cache_size = 1",
                "PRAGMA cache_spill = 1",
                "BEGIN IMMEDIATE",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                        + " INSERT INTO t SELECT randomblob(4000) FROM n");
        Map<String, String> before = state();
        assertThat(before).containsKey("data.db-journal");
        assertThat(doctor(file())).isEqualTo(1);
        assertThat(out()).contains("FINDING: A crash left a hot -journal");
        assertThat(state()).isEqualTo(before);
        assertThat(doctor(file(), "--fix")).isZero();
        assertThat(out())
                .contains("Fixing: rolled back the half-done commit of a crash")
                .doesNotContain("checkpointed");
        assertThat(WalFiles.auxiliaryFiles(path())).isEmpty();
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void namesTheHolderAndCallsALiveDatabaseHealthy() throws Exception {
        try (OtherProcess other =
                ForeignHolder.start(path(), "PRAGMA journal_mode = WAL", "CREATE TABLE t (x)")) {
            assertThat(doctor(file())).isZero();
            assertThat(out())
                    .containsPattern("held by +pid " + other.pid() + " \\(.*java\\): open");
            assertThat(doctor(file(), "--fix")).isZero();
        }
    }

    @Test
    void findsDamage() throws Exception {
        try (Connection connection = Driver.open(path(), Driver.Mode.READ_WRITE_CREATE)) {
            Sql.execute(connection, "CREATE TABLE t (x)");
            Sql.execute(connection, "INSERT INTO t VALUES (NULL)");
            Sql.execute(connection, "PRAGMA writable_schema = ON");
            Sql.execute(connection, "UPDATE sqlite_master SET sql = 'CREATE TABLE t (x NOT NULL)'");
        }
        assertThat(doctor(file())).isEqualTo(1);
        assertThat(out())
                .contains("FINDING: Integrity check:\n  NULL value in t.x\n")
                .contains("restore a backup");

        byte[] bytes = Files.readAllBytes(path());
        Arrays.fill(bytes, 4096, 4110, (byte) 77);
        Files.write(path(), bytes);
        assertThat(doctor(file())).isEqualTo(1);
        assertThat(out()).contains("FINDING: SQLITE_CORRUPT (11)").contains("damaged");

        Files.writeString(path(), "no database at all ".repeat(400));
        assertThat(doctor(file())).isEqualTo(1);
        assertThat(out()).contains("FINDING: SQLITE_NOTADB (26)");
    }

    @Test
    void findsRowsThatReferToNothing() throws Exception {
        try (Connection connection = create("DELETE")) {
            assertThat(connection.isClosed()).isTrue();
        }
        try (Connection connection = Driver.open(path(), Driver.Mode.READ_WRITE)) {
            Sql.execute(connection, "CREATE TABLE child (id REFERENCES t (x))");
            Sql.execute(connection, "CREATE UNIQUE INDEX i ON t (x)");
            Sql.execute(connection, "INSERT INTO child VALUES (7), (8)");
        }
        assertThat(doctor(file())).isEqualTo(1);
        assertThat(out()).contains("FINDING: Rows of child that refer to nothing: 2.");
    }

    @Test
    void refusesWrongUseAndCreatesNothing() throws Exception {
        assertThat(doctor()).isEqualTo(2);
        assertThat(doctor(file(), "other.db")).isEqualTo(2);
        assertThat(doctor(file(), "--force")).isEqualTo(2);
        assertThat(doctor(folder.toString())).isEqualTo(2);
        assertThat(doctor(file(), "--fix")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no such file: ");
        assertThat(state()).isEmpty();
        assertThat(doctor("--help")).isZero();
    }

    @Test
    void endsWithItsStatus() throws Exception {
        crash("PRAGMA journal_mode = WAL", "CREATE TABLE t (x)");
        try (OtherProcess doctor = OtherProcess.start(Doctor.class, file())) {
            assertThat(doctor.exitStatus()).isEqualTo(1);
        }
        try (OtherProcess doctor = OtherProcess.start(Doctor.class, file(), "--fix")) {
            assertThat(doctor.exitStatus()).isZero();
        }
    }

    private int doctor(String... args) {
        out.reset();
        return Doctor.run(args, print(out), print(err));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private Connection create(String journalMode) throws SQLException {
        try (Connection connection = Driver.open(path(), Driver.Mode.READ_WRITE_CREATE)) {
            Sql.value(connection, "PRAGMA journal_mode = " + journalMode);
            Sql.execute(connection, "CREATE TABLE t (x)");
            return connection;
        }
    }

    private void crash(String... sql) throws Exception {
        try (OtherProcess other = ForeignHolder.start(path(), sql)) {
            other.kill();
        }
    }

    private String rows() throws SQLException {
        try (Connection connection = Driver.open(path(), Driver.Mode.READ_WRITE)) {
            return String.valueOf(Sql.value(connection, "SELECT count(*) FROM t"));
        }
    }

    /** Names, times and content of all files. Nobody has them open when this reads them. */
    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path path : files.toList()) {
                state.put(
                        path.getFileName().toString(),
                        Files.getLastModifiedTime(path)
                                + " "
                                + Arrays.hashCode(Files.readAllBytes(path)));
            }
        }
        return state;
    }

    private Path beside(String suffix) {
        return folder.resolve("data.db" + suffix);
    }

    private Path path() {
        return folder.resolve("data.db");
    }

    private String file() {
        return path().toString();
    }
}
