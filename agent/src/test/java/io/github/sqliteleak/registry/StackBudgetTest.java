package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackBudgetTest {
    private static final long BEGIN = Long.MAX_VALUE - 5;

    private final StackBudget budget = new StackBudget(3, 10);

    @Test
    void givesSoManyAtOnce() {
        assertThat(taken(5, BEGIN)).isEqualTo(3);
    }

    @Test
    void givesOneMoreInEachSpan() {
        taken(5, BEGIN);

        assertThat(taken(5, BEGIN + 9)).isZero();
        assertThat(taken(5, BEGIN + 10)).isEqualTo(1);
        assertThat(taken(5, BEGIN + 30)).isEqualTo(2);
    }

    @Test
    void savesNoMoreThanThat() {
        taken(5, BEGIN);

        assertThat(taken(9, BEGIN + 1_000_000)).isEqualTo(3);
    }

    private int taken(int asked, long now) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            taken += budget.take(now) ? 1 : 0;
        }
        return taken;
    }
}
