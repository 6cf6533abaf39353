package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@SpringJUnitConfig
class PooledTest {
    @Autowired private DataSource dataSource;

    @Configuration
    static class Config {
        /** Spring closes it in a shutdown hook, after the last test. */
        @Bean
        DataSource dataSource() {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl("jdbc:sqlite:target/pooled.db");
            config.setMaximumPoolSize(1);
            config.setPoolName("shop");
            return new HikariDataSource(config);
        }
    }

    @Test
    void borrowsAndReturns() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertTrue(connection.isValid(1));
        }
    }
}
