package io.github.sqliteleak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRightsTest {
    @TempDir Path folder;

    private final List<String> lines = new ArrayList<>();
    private final IneffectiveSettings unmet = new IneffectiveSettings(lines::add);
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> unwritable = new HashSet<>();
    private final FileRights rights =
            new FileRights(
                    64,
                    unmet,
                    new FileRights.Access() {
                        @Override
                        public boolean mayRead(Path file) {
                            return !unreadable.contains(file.getFileName().toString());
                        }

                        @Override
                        public boolean mayWrite(Path file) {
                            return mayRead(file)
                                    && !unwritable.contains(file.getFileName().toString());
                        }
                    });

    @BeforeEach
    void makeDatabase() throws IOException {
        Files.createFile(folder.resolve("a.db"));
        Files.createFile(folder.resolve("a.db-wal"));
    }

    @Test
    void namesTheWalOfAnotherUser() {
        unreadable.add("a.db-wal");

        fail(ResultCodes.CANTOPEN);

        assertThat(actual()).startsWith("this process may not read a.db-wal, which belongs to");
        assertThat(unmet.all().get(0).asked()).isEqualTo("SQLITE_CANTOPEN");
    }

    @Test
    void namesADatabaseThatMayBeReadOnly() {
        unwritable.add("a.db");

        fail(ResultCodes.READ_ONLY);

        assertThat(actual()).startsWith("this process may not write a.db, which belongs to");
        assertThat(unmet.all().get(0).asked()).isEqualTo("SQLITE_READONLY");
    }

    @Test
    void namesTheFolder() {
        unwritable.add(folder.getFileName().toString());

        fail(ResultCodes.CANTOPEN);

        assertThat(actual()).contains("make files in the folder", "SQLite makes its journal");
    }

    @Test
    void saysItOnceForADatabase() {
        unreadable.add("a.db");

        fail(ResultCodes.CANTOPEN);
        fail(ResultCodes.READ_ONLY);

        assertThat(unmet.all()).hasSize(1);
    }

    @Test
    void isSilentWhereAllMayBeUsedAndAfterOtherFailures() {
        fail(ResultCodes.CANTOPEN);
        unreadable.add("a.db");
        fail(ResultCodes.BUSY);

        assertThat(unmet.all()).isEmpty();
    }

    private void fail(int code) {
        rights.failed(DatabaseFile.asGiven(folder.resolve("a.db").toString(), 0), code);
    }

    private String actual() {
        return unmet.all().get(0).actual();
    }
}
