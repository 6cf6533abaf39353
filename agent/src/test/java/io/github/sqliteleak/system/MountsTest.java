package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.system.Mounts.Mount;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
    private static final List<String> LINES =
            List.of(
                    "26 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard",
                    "30 26 0:42 / /mnt/share rw,nosuid shared:9 master:2 - nfs4 host:/export rw",
                    "31 30 0:43 / /mnt/share/local rw - tmpfs tmpfs rw",
                    "32 26 0:44 / /mnt/my\\040disk rw - cifs //host/disk rw,vers=3.0",
                    "33 26 0:45 / /twice rw - 9p c rw",
                    "34 26 0:46 / /twice rw - ext4 /dev/vdb rw",
                    "35 26 0:47 / /nine rw - 9p c rw",
                    "37 26 0:49 / /cd ro - iso9660 /dev/sr0 rw",
                    "38 26 0:50 / /image rw - squashfs /dev/loop0 ro",
                    "36 26 0:48 / /fuse rw - fuse.sshfs host: rw",
                    "no mount at all");

    @ParameterizedTest
    @CsvSource({
        "/home/app.db, ext4, /, false",
        "/mnt/share/a/app.db, nfs4, /mnt/share, true",
        "/mnt/shared/app.db, ext4, /, false",
        "/mnt/share/local/app.db, tmpfs, /mnt/share/local, false",
        "/mnt/my disk/app.db, cifs, /mnt/my disk, true",
        "/twice/app.db, ext4, /twice, false",
        "/nine/app.db, 9p, /nine, true",
        "/fuse/app.db, fuse.sshfs, /fuse, true"
    })
    void findsTheOneThatTheFileLiesOn(Path file, String type, String point, boolean network) {
        Mount mount = Mounts.of(file, LINES);

        assertThat(mount).isEqualTo(new Mount(type, point));
        assertThat(mount.isNetwork()).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({"/cd/app.db, true", "/image/app.db, true", "/mnt/share/app.db, false"})
    void knowsWhereNothingCanBeWritten(Path file, boolean readOnly) {
        assertThat(Mounts.of(file, LINES).readOnly()).isEqualTo(readOnly);
    }

    @ParameterizedTest
    @CsvSource("/app.db")
    void knowsNothingWithoutALine(Path file) {
        assertThat(Mounts.of(file, List.of("", "1 2 3 4 5 6", "x - y"))).isNull();
    }
}
