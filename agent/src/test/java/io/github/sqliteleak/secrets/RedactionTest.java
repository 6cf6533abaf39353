package io.github.sqliteleak.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    jdbc:sqlite:a.db?password=sesame | jdbc:sqlite:a.db?password=***
                    jdbc:sqlite:a.db?cache=shared&PassWord=sesame&mode=ro | jdbc:sqlite:a.db?cache=shared&PassWord=***&mode=ro
                    jdbc:sqlite:a.db;hexkey=00ff;cache=shared | jdbc:sqlite:a.db;hexkey=***;cache=shared
                    jdbc:sqlite:file:a.db?cipher=chacha20&key=a=b | jdbc:sqlite:file:a.db?cipher=chacha20&key=***
                    jdbc:sqlite:a.db?p%61ss%57ord=sesame | jdbc:sqlite:a.db?p%61ss%57ord=***
                    jdbc:sqlite:a.db?password=ab;cd?ef&mode=ro | jdbc:sqlite:a.db?password=***&mode=ro
                    jdbc:sqlite:a.db?password=ab&cd&&mode=ro | jdbc:sqlite:a.db?password=***&mode=ro
                    jdbc:sqlite:a.db?jdbc.password=sesame | jdbc:sqlite:a.db?jdbc.password=***
                    jdbc:sqlite:a.db?key= | jdbc:sqlite:a.db?key=***
                    jdbc:sqlite:a.db?rekey=1&textkey=2&token=3&secret=4&pwd=5&passphrase=6 | jdbc:sqlite:a.db?rekey=***&textkey=***&token=***&secret=***&pwd=***&passphrase=***
                    jdbc:sqlite:file://me:sesame@host/a.db?key=b | jdbc:sqlite:file://me:***@host/a.db?key=***
                    jdbc:sqlite:a.db#key=sesame | jdbc:sqlite:a.db#key=***
                    jdbc:sqlite:a.db%26key=sesame | jdbc:sqlite:a.db%26key=***
                    jdbc:sqlite:a.db?mode=ro%26key%3Dsesame&x=1 | jdbc:sqlite:a.db?mode=ro%26key%3D***&x=1
                    jdbc:sqlite:a.db?cipher_key=sesame&client_secret=s | jdbc:sqlite:a.db?cipher_key=***&client_secret=***
                    jdbc:sqlite:http://me:se:s@me@host/a.db | jdbc:sqlite:http://me:***@host/a.db
                    """)
    void hidesSecrets(String url, String shown) {
        assertThat(Redaction.url(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:C:\\data\\app.db",
                "jdbc:sqlite:/data/key=1/app.db",
                "jdbc:sqlite:file:///data/a@b:c.db",
                "jdbc:sqlite:a.db?foreign_keys=on&hexkey_mode=sse&jdbc.get_generated_keys=false",
                "jdbc:sqlite:a.db?key",
                "jdbc:sqlite:a.db?%zz=1&%6",
                "jdbc:sqlite:file://me@host/a.db"
            })
    void leavesTheRestAlone(String url) {
        assertThat(Redaction.url(url)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "/d/x.db, /d/x.db",
        "/d/x.db&key=sesame, /d/x.db&key=***",
        "/d/x.db;key=sesame, /d/x.db;key=***",
        "/d/x.db#key=sesame, /d/x.db#key=***",
        "/d/x.db%26key=sesame, /d/x.db%26key=***",
        "/d/x.db?any=sesame&key=open, /d/x.db?any=sesame&key=***",
        "/d/100%/key=1/x.db, /d/100%/key=1/x.db",
    })
    void hidesSecretsInNamesOfFiles(String name, String shown) {
        assertThat(Redaction.fileName(name)).isEqualTo(shown);
    }
}
