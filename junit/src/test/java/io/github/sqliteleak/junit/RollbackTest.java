package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.RolledBack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackTest {
    @ParameterizedTest
    @ValueSource(classes = {RolledBack.InMemory.class, RolledBack.InFile.class})
    void undoesWhatATestHasDone(Class<?> tests) {
        Outcomes outcomes = Outcomes.of(tests);

        assertThat(outcomes.failures()).isEmpty();
        assertThat(outcomes.counts()).containsOnlyKeys(Outcomes.PASSED);
    }

    @Test
    void saysWhatItCannotUndo() {
        Map<String, String> wrong = Outcomes.of(RolledBack.Wrong.class).byName();

        assertThat(wrong.get("url(String)"))
                .endsWith(
                        "@TestDatabase(isolation = ROLLBACK) has no String, since another"
                                + " connection would not see what the test has done; allowed: a"
                                + " Connection or DataSource");
        assertThat(wrong.get("commitsInSql()"))
                .startsWith(
                        "@TestDatabase(isolation = ROLLBACK): this test has ended the transaction"
                                + " around it, by COMMIT");
        assertThat(wrong.get("comesAfterwards()")).isEqualTo(Outcomes.PASSED);
    }

    @Test
    void isNotForTestsThatRunAtTheSameTime() {
        assertThat(
                        Outcomes.of(Outcomes.PARALLEL, RolledBack.InParallel.class)
                                .of("one(Connection)"))
                .contains("is for tests that run one after the other");
    }
}
