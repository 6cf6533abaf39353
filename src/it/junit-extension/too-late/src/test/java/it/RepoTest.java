package it;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import org.junit.jupiter.api.Test;

class RepoTest {
    @Test
    @SqliteLeakCheck
    void isChecked() {}
}
