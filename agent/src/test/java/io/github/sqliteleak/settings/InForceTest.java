package io.github.sqliteleak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.SeenWaits;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.core.NativeDB;

class InForceTest {
    @ParameterizedTest
    @CsvSource({
        "foreign_keys, true, PRAGMA foreign_keys=ON",
        "foreign_keys, true, PRAGMA foreign_keys=1",
        "synchronous, NORMAL, PRAGMA main.synchronous(1)",
        "cache_size, -8000, PRAGMA cache_size = -8000",
        "mmap_size, 1000, PRAGMA mmap_size=+1000",
        "busy_timeout, 10000, PRAGMA busy_timeout='10000'"
    })
    void whatWasGivenAtTheOpeningLacksNothing(String name, String value, String pragma)
            throws SQLException {
        assertThat(InForce.lacking(openedWith(name, value), List.of(pragma))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "foreign_keys, false, PRAGMA foreign_keys=ON",
        "synchronous, OFF, PRAGMA synchronous=FULL",
        "cache_size, 8000, PRAGMA cache_size=-8000",
        "busy_timeout, 3000, PRAGMA busy_timeout=10000"
    })
    void anotherValueLacks(String name, String value, String pragma) throws SQLException {
        assertThat(InForce.lacking(openedWith(name, value), List.of(pragma)))
                .containsExactly(pragma);
    }

    @Test
    void namesOnlyWhatLacks() throws SQLException {
        String cache = "PRAGMA cache_size=-8000";

        assertThat(
                        InForce.lacking(
                                openedWith("foreign_keys", "true"),
                                List.of("PRAGMA foreign_keys=on", cache, "SELECT 1")))
                .containsExactly(cache);
    }

    @ParameterizedTest
    @CsvSource({
        "PRAGMA synchronous=FULL, PRAGMA synchronous=NORMAL",
        "PRAGMA cache_size=-2000, PRAGMA cache_size=2000",
        "PRAGMA foreign_keys=no, PRAGMA foreign_keys=yes",
        "PRAGMA busy_timeout=3000, PRAGMA busy_timeout=3001"
    })
    void whatSqliteDoesByItselfLacksNothing(String lacksNot, String lacks) throws SQLException {
        TrackedConnection connection = openedWith("date_class", "INTEGER");

        assertThat(InForce.lacking(connection, List.of(lacksNot, lacks))).containsExactly(lacks);
    }

    /** An earlier program may have set it. */
    @Test
    void whatIsKeptInTheFileIsNotKnownToLack() throws SQLException {
        TrackedConnection connection = openedWith("date_class", "INTEGER");

        assertThat(InForce.lacking(connection, List.of("PRAGMA user_version=3"))).isEmpty();
    }

    @Test
    void theBusyTimeoutIsNotKnownWhereNothingFollowsIt() throws SQLException {
        TrackedConnection connection = openedWith("busy_timeout", "3000");
        connection.busyHandling(null);

        assertThat(InForce.lacking(connection, List.of("PRAGMA busy_timeout=9000"))).isEmpty();
    }

    @Test
    void whatThePragmaOfAnotherDatabaseSetsIsNotLookedAt() throws SQLException {
        TrackedConnection connection = openedWith("date_class", "INTEGER");

        assertThat(InForce.lacking(connection, List.of("PRAGMA other.cache_size=5"))).isEmpty();
    }

    @Test
    void whatWasSetSinceCountsMoreThanTheOpening() throws SQLException {
        TrackedConnection connection = openedWith("cache_size", "100");
        connection.setting("cache_size", "200");

        assertThat(
                        InForce.lacking(
                                connection,
                                List.of("PRAGMA cache_size=100", "PRAGMA cache_size=200")))
                .containsExactly("PRAGMA cache_size=100");
    }

    private static TrackedConnection openedWith(String name, String value) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        ConnectionRegistry registry =
                new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
        TrackedConnection opened =
                registry.handleOpened(handle(properties), "a.db", 6, Set.of(), null);
        assertThat(opened).isNotNull();
        opened.busyHandling(new SeenWaits());
        return opened;
    }

    /** Of a database that is not open. */
    private static NativeDB handle(Properties properties) throws SQLException {
        return new NativeDB("jdbc:sqlite:a.db", "a.db", new SQLiteConfig(properties));
    }
}
