package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileLockTest {
    @Test
    void readsALineOfProcLocks() {
        assertThat(FileLock.parse("4: POSIX  ADVISORY  READ 8981 fe:00:2154721 128 128"))
                .contains(new FileLock(8981, "fe:00:2154721", false, 128, 128));
        assertThat(FileLock.parse("17: POSIX  ADVISORY  WRITE 7 08:11:9 0 EOF"))
                .contains(new FileLock(7, "08:11:9", true, 0, Long.MAX_VALUE));
        assertThat(FileLock.parse("17: -> POSIX  ADVISORY  WRITE 7 08:11:9 0 EOF")).isEmpty();
        assertThat(FileLock.parse("1: FLOCK  ADVISORY  WRITE 8981 fe:00:2154615 0 EOF")).isEmpty();
    }

    @Test
    void knowsTheBytesOfTheWalIndex() {
        assertThat(walIndex(true, 120, 120)).isEqualTo("writing");
        assertThat(walIndex(true, 121, 121)).isEqualTo("checkpointing");
        assertThat(walIndex(true, 121, 122)).isEqualTo("checkpointing");
        assertThat(walIndex(true, 122, 122)).isEqualTo("recovering");
        assertThat(walIndex(false, 124, 124)).isEqualTo("reading");
        assertThat(walIndex(false, 128, 128)).isEqualTo("open");
    }

    @Test
    void knowsTheBytesOfTheDatabase() {
        assertThat(database(false, 1073741826L, 1073742335L)).isEqualTo("open");
        assertThat(database(true, 1073741825L, 1073741825L)).isEqualTo("writing");
        assertThat(database(true, 1073741824L, 1073742335L)).isEqualTo("exclusive");
    }

    private static String walIndex(boolean exclusive, long first, long last) {
        return new FileLock(1, "0:0:1", exclusive, first, last).use(true);
    }

    private static String database(boolean exclusive, long first, long last) {
        return new FileLock(1, "0:0:1", exclusive, first, last).use(false);
    }
}
