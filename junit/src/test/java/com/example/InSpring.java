package com.example;

import static com.example.Databases.expect;
import static com.example.Databases.run;
import static com.example.Databases.value;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.SqliteTestDatabase;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Tests whose application context, with its pool, outlives their class. */
public final class InSpring {
    public static final List<Path> FILES = new CopyOnWriteArrayList<>();

    private InSpring() {}

    static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    static String add(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            run(connection, "INSERT INTO item (name) VALUES (hex(randomblob(8)))");
            return value(connection, "SELECT count(*) FROM item");
        }
    }

    @Configuration
    public static class Pool {
        @Bean
        HikariDataSource pool(@Value("${database.url}") String url) {
            return InSpring.pool(url);
        }
    }

    /** By a property, as in a class with {@code SpringBootTest}. */
    @SpringJUnitConfig(Pool.class)
    public abstract static class ByProperty {
        @TestDatabase(script = "/com/example/shop.sql")
        static String url;

        @TestDatabase(script = "/com/example/shop.sql")
        static Path file;

        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            registry.add("database.url", () -> url);
        }

        @BeforeAll
        static void note() {
            FILES.add(file);
        }

        @Autowired DataSource pool;
    }

    @SqliteLeakCheck
    public static class First extends ByProperty {
        @Test
        void adds() throws SQLException {
            expect(add(pool), "1");
        }
    }

    /** Is given the same context, and the same database with it. */
    @SqliteLeakCheck
    public static class Second extends ByProperty {
        @Test
        void addsToo() throws SQLException {
            expect(add(pool), "2");
            expect(Files.exists(file), true);
        }
    }

    @SpringJUnitConfig(Pool.class)
    public static class InMemory {
        @TestDatabase(storage = Storage.SHARED_MEMORY, script = "shop.sql")
        static String url;

        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            registry.add("database.url", () -> url);
        }

        @Test
        void adds(@Autowired DataSource pool) throws SQLException {
            expect(add(pool), "1");
        }
    }

    @Configuration
    public static class Beans {
        @Bean
        SqliteTestDatabase database() {
            SqliteTestDatabase database =
                    SqliteTestDatabase.builder().script("shop.sql").storage(Storage.FILE).open();
            FILES.add(database.path());
            return database;
        }

        @Bean
        HikariDataSource pool(SqliteTestDatabase database) {
            return InSpring.pool(database.url());
        }
    }

    /** By beans: the database ends with the context, after its pool. */
    @SpringJUnitConfig(Beans.class)
    @DirtiesContext
    @SqliteLeakCheck
    public static class ByBeans {
        @Test
        void adds(@Autowired DataSource pool) throws SQLException {
            expect(add(pool), "1");
        }
    }

    public static class AfterIt {
        @Test
        void isGoneWithTheContext() {
            expect(Files.exists(FILES.get(0)), false);
        }
    }
}
