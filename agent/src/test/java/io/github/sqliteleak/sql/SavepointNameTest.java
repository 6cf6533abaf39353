package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavepointNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    SAVEPOINT s1 | s1
                    savepoint/**/s1; | s1
                    SAVEPOINT "a ""b""\" | a "b"
                    SAVEPOINT 'it''s' | it's
                    SAVEPOINT [a "b"] | a "b"
                    SAVEPOINT `a` | a
                    RELEASE s1 | s1
                    RELEASE SAVEPOINT s1 | s1
                    RELEASE savepoint; | savepoint
                    ROLLBACK TO s1 | s1
                    ROLLBACK TO SAVEPOINT s1 | s1
                    ROLLBACK TRANSACTION TO SAVEPOINT "to" | to
                    ROLLBACK TRANSACTION t TO s1 | s1
                    SAVEPOINT "open | open
                    """)
    void readsTheName(String sql, String name) {
        assertThat(SavepointName.of(sql)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "ROLLBACK",
                "ROLLBACK; SAVEPOINT to",
                "SAVEPOINT",
                "RELEASE ;"
            })
    void isNullWithoutOne(String sql) {
        assertThat(SavepointName.of(sql)).isNull();
    }
}
