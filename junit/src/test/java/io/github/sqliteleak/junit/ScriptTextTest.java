package io.github.sqliteleak.junit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ScriptTextTest {
    @Test
    void readsUtf8() throws SQLException {
        String text = "INSERT INTO t VALUES ('ä → \uFFFD');\n";

        assertThat(read(text, UTF_8)).isEqualTo(text);
        assertThat(read("\uFEFF" + text, UTF_8)).isEqualTo(text);
    }

    @Test
    void namesTheFirstByteThatIsNoUtf8() {
        assertThatThrownBy(() -> read("SELECT 1;\nSELECT 'ä';\nSELECT 'ö';\n", ISO_8859_1))
                .isInstanceOf(SQLException.class)
                .hasMessage("script old.sql is not in UTF-8: byte 0xE4 at line 2, offset 18");
        assertThatThrownBy(() -> read("SELECT 1;", UTF_16))
                .hasMessage("script old.sql is not in UTF-8: byte 0xFE at line 1, offset 0");
        assertThatThrownBy(() -> ScriptText.of(new byte[] {'-', '-', (byte) 0xC3}, "old.sql"))
                .as("in the midst of a character")
                .hasMessage("script old.sql is not in UTF-8: byte 0xC3 at line 1, offset 2");
    }

    @Test
    void namesTheLineOfANul() {
        assertThatThrownBy(() -> read("SELECT 1;\n\nSELECT 2;\0SELECT 3;\n", UTF_8))
                .hasMessage(
                        "script old.sql has a NUL character at line 3, behind which SQLite reads"
                                + " nothing");
    }

    private static String read(String text, Charset charset) throws SQLException {
        return ScriptText.of(text.getBytes(charset), "old.sql");
    }
}
