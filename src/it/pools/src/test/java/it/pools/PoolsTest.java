package it.pools;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Borrows two connections of each pool and does not give them back, with the pool left open and
 * with the pool closed, and gives all back of a third.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PoolsTest {
    private static final List<Object> KEPT = new ArrayList<>();
    private static final Map<String, Pooled> SHARED = new HashMap<>();

    static List<String> pools() {
        return Pools.NAMES;
    }

    /** Its connection is opened here, and forgotten in another test. */
    @ParameterizedTest
    @MethodSource("pools")
    @Order(1)
    void opens(String name) throws Exception {
        Pooled pool = Pools.open(name, "open");
        SHARED.put(name, pool);
        pool.borrow().giveBack();
    }

    @ParameterizedTest
    @MethodSource("pools")
    @Order(2)
    void forgets(String name) throws Exception {
        Pooled pool = SHARED.get(name);
        forget(pool);
        forget(pool);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void isClosed(String name) throws Exception {
        Pooled pool = Pools.open(name, "closed");
        pool.borrow().giveBack();
        forget(pool);
        forget(pool);
        pool.close();
    }

    /** Nobody has a connection, and nobody closes the pool. */
    @ParameterizedTest
    @MethodSource("pools")
    void staysOpen(String name) throws Exception {
        Pooled pool = Pools.open(name, "idle");
        KEPT.add(pool);
        for (int i = 0; i < 20; i++) {
            pool.borrow().giveBack();
        }
    }

    @ParameterizedTest
    @MethodSource("pools")
    void getsAllBack(String name) throws Exception {
        Pooled pool = Pools.open(name, "well");
        for (int i = 0; i < 20; i++) {
            pool.borrow().giveBack();
        }
        pool.close();
    }

    /** Of no interest, whoever forgets it. */
    @Test
    void lendsConnectionsToAnotherDatabase() throws Exception {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:another");
        KEPT.add(pool.getConnection());
    }

    private static void forget(Pooled pool) throws Exception {
        KEPT.add(pool.borrow());
    }
}
