package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyDelaysTest {
    @Test
    void areThoseOfSqlite() {
        assertThat(delays(600))
                .containsExactly(1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100, 100, 100, 72);
    }

    @Test
    void endWithTheTimeout() {
        assertThat(delays(3)).containsExactly(1, 2);
        assertThat(delays(4)).containsExactly(1, 2, 1);
        assertThat(delays(0)).isEmpty();
        assertThat(delays(-1)).isEmpty();
    }

    @Test
    void doNotOverflow() {
        assertThat(BusyDelays.delay(Integer.MAX_VALUE, Integer.MAX_VALUE)).isZero();
        assertThat(BusyDelays.delay(1_000_000, Integer.MAX_VALUE)).isEqualTo(100);
    }

    private static List<Integer> delays(int timeout) {
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; BusyDelays.delay(i, timeout) > 0; i++) {
            delays.add(BusyDelays.delay(i, timeout));
        }
        return delays;
    }
}
