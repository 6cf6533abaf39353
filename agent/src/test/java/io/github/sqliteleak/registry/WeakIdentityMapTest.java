package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<Integer> map = new WeakIdentityMap<>();

    @Test
    void findsEachKeyByIdentityHoweverManyThereAre() {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            // All equal, as the driver's pointers may be.
            keys.add(new ArrayList<>());
            map.put(keys.get(i), i);
        }

        for (int i = 0; i < keys.size(); i++) {
            assertThat(map.get(keys.get(i))).isEqualTo(i);
        }
        assertThat(map.get(new ArrayList<>())).isNull();
    }

    @Test
    void replacesAndTakesAway() {
        Object key = new Object();

        map.put(key, 1);
        map.put(key, 2);
        assertThat(map.get(key)).isEqualTo(2);
        map.put(key, null);

        assertThat(map.get(key)).isNull();
        assertThat(map.size()).isZero();
    }

    @Test
    void letsGoOfKeysThatAreGone() {
        long deadline = System.nanoTime() + 20_000_000_000L;
        int put = 0;
        while (map.size() == put && System.nanoTime() < deadline) {
            for (int i = 0; i < 10_000; i++) {
                map.put(new byte[100], i);
                put++;
            }
            System.gc();
        }

        assertThat(map.size()).isLessThan(put);
    }

    @Test
    void losesNothingWhileOthersAreAddedAndTakenAway() throws InterruptedException {
        List<Object> stay = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stay.add(new Object());
            map.put(stay.get(i), i);
        }
        Thread writer =
                new Thread(
                        () -> {
                            for (int i = 0; i < 50_000; i++) {
                                Object passing = new Object();
                                map.put(passing, i);
                                if (i % 2 == 0) {
                                    map.put(passing, null);
                                }
                            }
                        });
        writer.start();
        while (writer.isAlive()) {
            for (int i = 0; i < stay.size(); i++) {
                assertThat(map.get(stay.get(i))).isEqualTo(i);
            }
        }
        writer.join();
    }
}
