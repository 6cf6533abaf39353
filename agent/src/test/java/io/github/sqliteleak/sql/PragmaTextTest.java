package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PragmaTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA journal_mode=WAL",
                "pragma journal_mode = wal;",
                "/* first */ ; PRAGMA main.journal_mode ('WAL')",
                "PRAGMA \"journal_mode\"=\"WAL\"",
                "PRAGMA journal_mode=WAL; PRAGMA wal_checkpoint(TRUNCATE)"
            })
    void asksForWal(String sql) {
        PragmaText text = PragmaText.of(sql);

        assertThat(text).isNotNull();
        assertThat(text.asksForWal()).isTrue();
        assertThat(text.notRun()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA journal_mode",
                "PRAGMA journal_mode=DELETE",
                "PRAGMA other.journal_mode=WAL",
                "PRAGMA journal_size_limit=1",
                "PRAGMA foreign_keys=ON; -- PRAGMA cache_size=1",
                "PRAGMA foreign_keys=ON; PRAGMA table_info(t)",
                "PRAGMA foreign_keys=ON; PRAGMA journal_mode",
                "PRAGMA foreign_keys=ON; SELECT 'PRAGMA cache_size=1'",
                "PRAGMA",
                "PRAGMA main.",
                "PRAGMA journal_mode=",
                "SELECT 1"
            })
    void isOfNoInterest(String sql) {
        assertThat(PragmaText.of(sql)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PRAGMA cache_size=-8000, cache_size=-8000",
        "PRAGMA cache_size = + 8000, cache_size=8000",
        "pragma main.Cache_Size(- 10), cache_size=-10",
        "PRAGMA synchronous='OFF', synchronous=off"
    })
    void readsWhatIsSet(String sql, String setting) {
        assertThat(PragmaText.setting(sql)).isEqualTo(setting);
    }

    @Test
    void namesAllThatDoesNotRun() {
        PragmaText text =
                PragmaText.of("PRAGMA foreign_keys=ON; SELECT ';'; PRAGMA cache_size(10);");

        assertThat(text).isNotNull();
        assertThat(text.asksForWal()).isFalse();
        assertThat(text.notRun()).containsExactly("SELECT ';'", "PRAGMA cache_size(10)");
    }
}
