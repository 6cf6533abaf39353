package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingWritesTest {
    private static final long MAX_DELAY = 100;

    private final WaitingWrites line = new WaitingWrites(MAX_DELAY);
    private long sequence;

    @Test
    void aReplacedWriteGoesToTheEndAndKeepsItsAge() {
        add("draft", 10);
        add("other", 20);
        add("draft", 30);
        assertThat(line.oldestSince(40)).isEqualTo(10);
        assertThat(line.hasUpTo(1)).isTrue();
        assertThat(taken(9)).containsExactly("other 2", "draft 3");
        assertThat(line.oldestSince(40)).isEqualTo(40);
        add("draft", 50);
        assertThat(line.oldestSince(60)).isEqualTo(50);
    }

    @Test
    void whatIsOldKeepsItsPlaceOnceForEachKey() {
        add("draft", 0);
        add("draft", MAX_DELAY - 1);
        add("draft", MAX_DELAY);
        assertThat(line.hasReplaceable("draft")).isTrue();
        add(null, MAX_DELAY);
        add("draft", 2 * MAX_DELAY - 1);
        add("draft", 3 * MAX_DELAY);
        assertThat(taken(1)).containsExactly("draft 2");
        add("draft", 3 * MAX_DELAY);
        assertThat(taken(9)).containsExactly("null 4", "draft 6", "draft 7");
        assertThat(line.hasReplaceable("draft")).isFalse();
    }

    @Test
    void whatIsWaitedForKeepsItsPlace() {
        add("draft", 0);
        line.add(++sequence, "draft", c -> null, 1, true);
        assertThat(taken(9)).containsExactly("draft 1", "draft 2");
    }

    @Test
    void timesMayBeNegativeAndOverflow() {
        add("a", Long.MAX_VALUE - 1);
        add("b", Long.MIN_VALUE + 1);
        assertThat(line.oldestSince(Long.MIN_VALUE + 2)).isEqualTo(Long.MAX_VALUE - 1);
    }

    private void add(String key, long now) {
        line.add(++sequence, key, c -> null, now, false);
    }

    private List<String> taken(int most) {
        List<QueuedWrite> taken = new ArrayList<>();
        line.take(most, taken);
        return taken.stream()
                .map(QueuedWrite::asUnwritten)
                .map(write -> write.key() + " " + write.sequence())
                .toList();
    }
}
