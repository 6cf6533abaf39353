package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "ATTACH 'a.db' AS b | a.db | b",
                "attach database \"it's.db\" as \"B c\" | it's.db | b c",
                "/* here */ ATTACH 'it''s.db' AS 'b'; | it's.db | b",
                "ATTACH 'a.db' AS b KEY 'secret' | a.db | b",
                "ATTACH '' AS scratch | ^^ | scratch",
                "ATTACH other AS b | other | b"
            })
    void tellsWhatIsAttachedByWhichName(String sql, String file, String schema) {
        AttachText text = AttachText.of(sql);

        assertThat(text.file()).isEqualTo(file);
        assertThat(text.schema()).isEqualTo(schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH ? AS b",
                "ATTACH 'a' || '.db' AS b",
                "ATTACH CAST('a' AS text) AS b",
                "ATTACH (SELECT 'a.db' AS x) AS b"
            })
    void doesNotGuessAFile(String sql) {
        AttachText text = AttachText.of(sql);

        assertThat(text.file()).isNull();
        assertThat(text.schema()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {"DETACH b, b", "detach database 'B', b", "DETACH ?, ", "DETACH 'a' || 'b', "})
    void tellsWhatIsDetached(String sql, String schema) {
        assertThat(AttachText.of(sql).file()).isNull();
        assertThat(AttachText.of(sql).schema()).isEqualTo(schema);
    }
}
