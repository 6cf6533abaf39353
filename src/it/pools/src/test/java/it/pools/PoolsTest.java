package it.pools;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Borrows two connections of each pool and does not give them back, with the pool left open and
 * with the pool closed, and gives all back of a third.
 */
class PoolsTest {
    private static final List<Object> KEPT = new ArrayList<>();

    static List<String> pools() {
        return Pools.NAMES;
    }

    @ParameterizedTest
    @MethodSource("pools")
    void staysOpen(String name) throws Exception {
        Pooled pool = Pools.open(name, "open");
        KEPT.add(pool);
        pool.borrow().giveBack();
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

    @ParameterizedTest
    @MethodSource("pools")
    void getsAllBack(String name) throws Exception {
        Pooled pool = Pools.open(name, "well");
        for (int i = 0; i < 20; i++) {
            pool.borrow().giveBack();
        }
        pool.close();
    }

    private static void forget(Pooled pool) throws Exception {
        KEPT.add(pool.borrow());
    }
}
