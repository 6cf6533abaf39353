package io.github.sqliteleak.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWORD",
                "dbpassword",
                "db.password",
                "dbPassword",
                "userPasswd",
                "pass",
                "dbpass",
                "pwd",
                "MYSQL_PWD",
                "passphrase",
                "passcode",
                "pin",
                "user-pin",
                "key",
                "hexkey",
                "textkey",
                "rekey",
                "cipher_key",
                "private_key",
                "privateKey",
                "api_key",
                "apikey",
                "x-api-key",
                "accessKey",
                "client_secret",
                "clientSecret",
                "secret",
                "token",
                "auth_token",
                "authToken",
                "credentials",
                "credential",
                "Authorization",
                "bearer",
                "p%61ssword",
                "jwt",
                "cipher_salt"
            })
    void knowsSecrets(String name) {
        assertThat(SecretNames.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user",
                "mode",
                "cache",
                "foreign_keys",
                "hexkey_mode",
                "journal_mode",
                "path",
                "jdbc.get_generated_keys",
                "tokenizer",
                "monkey",
                "bypass",
                "ping",
                "spin",
                "keys",
                "password_mode",
                "busy_timeout",
                "passive",
                "synchronous",
                "authority"
            })
    void leavesOthersAlone(String name) {
        assertThat(SecretNames.isSecret(name)).isFalse();
    }
}
