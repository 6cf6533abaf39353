package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jdbi.v3.core.Jdbi;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What takes its connections from a DataSource works with a database. */
@Timeout(120)
class LibrariesTest {
    @TempDir Path folder;
    private SqliteDatabase database;

    /** For Hibernate. */
    @jakarta.persistence.Entity(name = "Note")
    @jakarta.persistence.Table(name = "note")
    static class Note {
        @jakarta.persistence.Id Long id;
        String text;
    }

    @BeforeEach
    void open() throws SQLException {
        database =
                SqliteDatabase.builder(folder.resolve("data.db"))
                        .busyTimeout(Duration.ofMillis(100))
                        .open();
        database.useTransaction(
                c -> Sql.execute(c, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)"));
    }

    @AfterEach
    void nothingIsLeft() throws SQLException {
        assertThat(database.activeConnections()).isZero();
        database.close();
        assertThat(WalFiles.auxiliaryFiles(database.file())).isEmpty();
    }

    @Test
    void jooq() {
        DSLContext write = DSL.using(database.writerDataSource(), SQLDialect.SQLITE);
        write.transaction(tx -> tx.dsl().execute("INSERT INTO note (text) VALUES (?)", "hello"));
        DSLContext read = DSL.using(database.readerDataSource(), SQLDialect.SQLITE);
        assertThat(read.fetchCount(DSL.table("note"))).isEqualTo(1);

        assertThatThrownBy(
                        () ->
                                write.transaction(
                                        tx -> {
                                            tx.dsl().execute("INSERT INTO note (text) VALUES (1)");
                                            throw new IllegalStateException("not this one");
                                        }))
                .hasMessageContaining("not this one");
        write.transaction(
                tx -> {
                    tx.dsl().execute("INSERT INTO note (text) VALUES (2)");
                    tx.dsl()
                            .transaction(
                                    inner -> inner.dsl().execute("UPDATE note SET text = 'in'"));
                });
        assertThat(read.fetchCount(DSL.table("note"))).isEqualTo(2);
        assertThatThrownBy(() -> read.execute("DELETE FROM note")).hasMessageContaining("readonly");
    }

    @Test
    void jdbi() {
        Jdbi write = Jdbi.create(database.writerDataSource());
        write.useTransaction(h -> h.execute("INSERT INTO note (text) VALUES (?)", "hello"));
        Jdbi read = Jdbi.create(database.readerDataSource());
        List<String> texts =
                read.withHandle(
                        h -> h.createQuery("SELECT text FROM note").mapTo(String.class).list());
        assertThat(texts).containsExactly("hello");

        assertThatThrownBy(
                        () ->
                                write.useTransaction(
                                        h -> {
                                            h.execute("DELETE FROM note");
                                            throw new IllegalStateException("not this one");
                                        }))
                .hasMessageContaining("not this one");
        long count =
                read.withHandle(
                        h -> h.createQuery("SELECT count(*) FROM note").mapTo(Long.class).one());
        assertThat(count).isEqualTo(1);
    }

    @Test
    void hibernate() {
        Configuration configuration = new Configuration().addAnnotatedClass(Note.class);
        configuration
                .getProperties()
                .put("hibernate.connection.datasource", database.writerDataSource());
        configuration.setProperty(
                "hibernate.dialect", "org.hibernate.community.dialect.SQLiteDialect");
        try (SessionFactory sessions = configuration.buildSessionFactory()) {
            sessions.inTransaction(
                    session -> {
                        Note note = new Note();
                        note.id = 1L;
                        note.text = "hello";
                        session.persist(note);
                    });
            assertThatThrownBy(
                            () ->
                                    sessions.inTransaction(
                                            session -> {
                                                session.createMutationQuery("delete Note")
                                                        .executeUpdate();
                                                throw new IllegalStateException("not this one");
                                            }))
                    .hasMessageContaining("not this one");
            String text = sessions.fromSession(session -> session.find(Note.class, 1L).text);
            assertThat(text).isEqualTo("hello");
        }
    }

    @Test
    void springJdbcTemplateAndTransactions() {
        JdbcTemplate write = new JdbcTemplate(database.writerDataSource());
        DataSourceTransactionManager manager =
                new DataSourceTransactionManager(write.getDataSource());
        TransactionTemplate template = new TransactionTemplate(manager);
        template.executeWithoutResult(
                status -> write.update("INSERT INTO note (text) VALUES (?)", "hello"));
        JdbcTemplate read = new JdbcTemplate(database.readerDataSource());
        assertThat(read.queryForObject("SELECT count(*) FROM note", Integer.class)).isEqualTo(1);

        assertThatThrownBy(
                        () ->
                                template.executeWithoutResult(
                                        status -> {
                                            write.update("DELETE FROM note");
                                            throw new IllegalStateException("not this one");
                                        }))
                .hasMessageContaining("not this one");
        template.executeWithoutResult(
                outer ->
                        template.executeWithoutResult(
                                inner -> write.update("UPDATE note SET text = 'joined'")));
        assertThat(read.queryForObject("SELECT text FROM note", String.class)).isEqualTo("joined");
        TransactionTemplate reading =
                new TransactionTemplate(new DataSourceTransactionManager(read.getDataSource()));
        reading.setReadOnly(true);
        Integer count =
                reading.execute(
                        s -> read.queryForObject("SELECT count(*) FROM note", Integer.class));
        assertThat(count).isEqualTo(1);
    }

    @Test
    void flyway() throws Exception {
        Files.writeString(
                Files.createDirectory(folder.resolve("migrations")).resolve("V1__tags.sql"),
                "CREATE TABLE tag (name TEXT PRIMARY KEY);\nINSERT INTO tag VALUES ('new');\n");
        Flyway flyway =
                Flyway.configure()
                        .dataSource(database.writerDataSource())
                        .locations("filesystem:" + folder.resolve("migrations"))
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load();
        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        JdbcTemplate read = new JdbcTemplate(database.readerDataSource());
        assertThat(read.queryForObject("SELECT name FROM tag", String.class)).isEqualTo("new");
    }

    @Test
    void retriesLookThroughTheExceptionsOfLibraries() throws SQLException {
        JdbcTemplate write = new JdbcTemplate(database.writerDataSource());
        DSLContext jooq = DSL.using(database.writerDataSource(), SQLDialect.SQLITE);
        Jdbi jdbi = Jdbi.create(database.writerDataSource());
        List<Runnable> busyOnce =
                List.of(
                        () -> write.update("INSERT INTO note (text) VALUES (1)"),
                        () -> jooq.execute("INSERT INTO note (text) VALUES (1)"),
                        () -> jdbi.useHandle(h -> h.execute("INSERT INTO note (text) VALUES (1)")));
        for (Runnable each : busyOnce) {
            assertThat(attemptsUntilWritten(each)).isEqualTo(2);
        }
    }

    /** Another connection has the lock at the first attempt. */
    private int attemptsUntilWritten(Runnable work) throws SQLException {
        BusyRetry retry = BusyRetry.defaults().firstDelay(Duration.ofMillis(1));
        int[] attempts = {0};
        try (var other = Driver.open(database.file(), Driver.Mode.READ_WRITE)) {
            Sql.execute(other, "BEGIN IMMEDIATE");
            try (var writer = database.writer()) {
                Sql.value(writer, "SELECT 1");
            }
            retry.callIdempotent(
                    () -> {
                        attempts[0]++;
                        try {
                            work.run();
                            return true;
                        } finally {
                            if (attempts[0] == 1) {
                                Sql.execute(other, "ROLLBACK");
                            }
                        }
                    });
        }
        return attempts[0];
    }
}
