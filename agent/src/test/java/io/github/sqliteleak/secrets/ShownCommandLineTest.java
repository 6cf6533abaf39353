package io.github.sqliteleak.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownCommandLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    /usr/bin/sqlite3, app.db, vacuum | /usr/bin/sqlite3 app.db vacuum
                    backup, --password=hunter2, --to=x | backup --password=*** --to=x
                    backup, --password, hunter2, -v | backup --password *** -v
                    backup, --pass=hunter2 | backup --pass=***
                    backup, -p, hunter2 | backup -p ***
                    mysql, -phunter2 | mysql -p***
                    curl, -u, bob:hunter2 | curl -u bob:***
                    curl, -ubob:hunter2 | curl -ubob:***
                    tool, -user-password=hunter2 | tool -user-password=***
                    tool, -u, password=hunter2 | tool -u password=***
                    java, -Ddb.key=hunter2, Main | java Main
                    java, -Ddb.password=two hunter2, Main | java Main
                    java, -Dclient_secret=hunter2 | java -Dclient_secret=***
                    java, -DdbPassword=hunter2 | java -DdbPassword=***
                    get, https://me:hunter2@host/x | get https://me:***@host/x
                    get, https://host/x?a=1&pin=hunter2 | get https://host/x?a=1&pin=***
                    get, https://host/x?to=%2Fy%3Fpasscode%3Dhunter2 | get https://host/x?to=%2Fy%3Fpasscode%3D***
                    java, jdbc:sqlite:a.db?key=hunter2 | java jdbc:sqlite:a.db?key=***
                    curl, -H, Authorization: Bearer hunter2 | curl -H Authorization:***
                    x, Bearer, hunter2 | x Bearer ***
                    x, {"user": "bob", "password" : "hunter2"} | x {"user": "bob", "password" :***
                    sqlite3, a.db, PRAGMA key='two hunter2' | sqlite3 a.db PRAGMA key=***
                    sqlite3, a.db, ATTACH 'b' AS b KEY 'hunter2' | sqlite3 a.db ATTACH ? AS b KEY ***
                    sqlite3, a.db, INSERT INTO t VALUES ('hunter2') | sqlite3 a.db INSERT INTO t VALUES (?)
                    sh, -c, sqlite3 a.db "PRAGMA key='two hunter2'" | sh -c sqlite3 a.db "PRAGMA key=***
                    java, com.acme.TokenService, --port, 80 | java com.acme.TokenService --port 80
                    java, -cp, /opt/keycloak/lib, Main, 1 | java Main 1
                    """)
    void showsNoSecret(String arguments, String shown) {
        assertThat(show(arguments.split(", (?!\"|Bearer h)"))).isEqualTo(shown);
    }

    @Test
    void beginsAtTheProgramOfAJvm() {
        String classPath = "/repo/a.jar:".repeat(99);

        assertThat(show("/opt/jdk/bin/java", "-Xmx1g", "-cp", classPath, "com.example.App", "run"))
                .isEqualTo("java com.example.App run");
        assertThat(show("java", "--class-path", classPath, "-Dx=y", "-jar", "app.jar"))
                .isEqualTo("java -jar app.jar");
        assertThat(show("java", "-p", classPath, "-m", "app/com.example.App"))
                .isEqualTo("java -m app/com.example.App");
        assertThat(show("java", "-version")).isEqualTo("java -version");
        assertThat(show("python3", "-m", "sqlite3")).isEqualTo("python3 -m sqlite3");
    }

    @Test
    void isOneShortLine() {
        assertThat(show("sh", "-c", "a\nb\tc")).isEqualTo("sh -c a b c");
        assertThat(show("x".repeat(500))).hasSize(200).endsWith("…");
        assertThat(ShownCommandLine.of(null)).isNull();
    }

    private static String show(String... arguments) {
        return ShownCommandLine.of(arguments);
    }
}
