package io.github.sqliteleak.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.FollowedConnection;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolsTest {
    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final Pools pools =
            new Pools(registry, wrapper -> {}, new ExhaustedPools(registry, line -> {}));
    private final AtomicInteger looks = new AtomicInteger();
    private final Connection wrapper = made(Connection.class, null);
    private final DataSource source = made(DataSource.class, null);

    /** Counts how often it is asked whether a connection is behind it. */
    private <T> T made(Class<T> type, @Nullable FollowedConnection behind) {
        return type.cast(
                Proxy.newProxyInstance(
                        PoolsTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (method.getName().equals("isWrapperFor")) {
                                looks.incrementAndGet();
                                return behind != null && arguments[0] == FollowedConnection.class;
                            }
                            if (method.getName().equals("unwrap")) {
                                return behind;
                            }
                            return method.getReturnType() == boolean.class ? false : null;
                        }));
    }

    @Test
    void aPoolOfAnotherDatabaseIsLookedIntoOnce() {
        pools.borrowed(wrapper, source);
        int once = looks.get();
        assertThat(once).isPositive();

        for (int i = 0; i < 10; i++) {
            pools.borrowed(wrapper, source);
        }

        assertThat(looks).hasValue(once);
    }

    @Test
    void wrappersOfAnotherDatabaseAreLookedIntoUntilTheirClassIsKnown() {
        for (int i = 0; i < 1_024; i++) {
            assertThat(pools.givingBack(wrapper)).isNull();
        }
        int known = looks.get();
        for (int i = 0; i < 1_000; i++) {
            pools.givingBack(wrapper);
            pools.made(wrapper);
        }
        assertThat(looks).hasValue(known);

        registry.handleOpened(new Object(), "data.db", 6, Set.of(), null);
        pools.givingBack(wrapper);
        assertThat(looks).hasValueGreaterThan(known);
    }

    @Test
    void twoDatabasesBehindOneClassOfWrappersAreKeptApart() {
        TrackedConnection connection =
                registry.handleOpened(new Object(), "data.db", 6, Set.of(), null);
        Connection lent = made(Connection.class, () -> connection);
        pools.borrowed(lent, source);
        assertThat(connection.lendingOrNew().isLent()).isTrue();
        looks.set(0);

        assertThat(pools.givingBack(wrapper)).isNull();

        assertThat(looks).as("asked once, and not searched").hasValue(1);
        assertThat(connection.lendingOrNew().isLent()).isTrue();
        assertThat(pools.givingBack(lent)).isSameAs(connection);
        assertThat(connection.lendingOrNew().isLent()).isFalse();
    }
}
