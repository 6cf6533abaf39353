package io.github.sqliteleak.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    worker password=two words | worker password=***
                    db jdbc:sqlite:x.db?foreign_keys=on&cipher_key=s | db jdbc:sqlite:x.db?foreign_keys=on&cipher_key=***
                    path to '/d/x.db&key=s': none | path to '/d/x.db&key=***
                    path to '/d/x.db%26key%3Ds' | path to '/d/x.db%26key%3D***
                    Authorization: Bearer s | Authorization: ***
                    Bearer s | Bearer ***
                    cannot log in with password s | cannot log in with password ***
                    https://bob:s@host/x | https://bob:***@host/x
                    {"client_secret": "s"} | {"client_secret": ***
                    ran PRAGMA key = 's' | ran PRAGMA key = ***
                    ran ATTACH 'x' AS y KEY 's' | ran ATTACH 'x' AS y KEY ***
                    near "s": syntax error | near "?": syntax error
                    """)
    void showsNothingBehindWhatAnnouncesASecret(String text, String shown) {
        assertThat(FreeText.of(text))
                .startsWith(shown.endsWith("***") ? shown : "")
                .doesNotMatch(".*\\bs\\b.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "HikariPool-1 connection adder",
                "ForkJoinPool.commonPool-worker-3",
                "http-nio-8080-exec-1",
                "org.sqlite.SQLiteException: [SQLITE_BUSY] The database file is locked",
                "jdbc:sqlite:/data/x.db?foreign_keys=on",
                "com.example.LoginTest#resetPassword(String)",
                "at 12:30:05 of 100 %",
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(FreeText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a user with password may log in, a user with password may log in",
        "login [password=hunter2], login [password=***",
    })
    void takesTheNameOfATestForASentence(String name, String shown) {
        assertThat(FreeText.ofName(name)).isEqualTo(shown);
    }
}
