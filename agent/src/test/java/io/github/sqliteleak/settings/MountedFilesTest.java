package io.github.sqliteleak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.system.Mounts.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedFilesTest {
    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final IneffectiveSettings told = new IneffectiveSettings(line -> {});

    @Test
    void reportsAWalOnANetworkOnce() throws IOException {
        Files.createFile(folder.resolve("app.db-wal"));
        MountedFiles files = on(new Mount("nfs4", "/mnt/share"));
        files.opened(connection());
        files.opened(connection());

        assertThat(told.all()).hasSize(1);
        assertThat(told.all().get(0).line())
                .startsWith("the database ")
                .contains(
                        "app.db is on the file system nfs4, mounted at /mnt/share, which is in WAL"
                                + " mode")
                .contains("; keep it on a local disk; ");
    }

    @Test
    void reportsAFailureThatItExplains() {
        MountedFiles files = on(new Mount("cifs", "/mnt/share"));
        TrackedConnection connection = connection();
        files.opened(connection);
        files.failed(connection, ResultCodes.ERROR);
        assertThat(told.all()).isEmpty();

        files.failed(connection, ResultCodes.IOERR);
        assertThat(told.all())
                .extracting(IneffectiveSetting::actual)
                .containsExactly(
                        "the file system cifs, mounted at /mnt/share, where a statement failed with"
                                + " SQLITE_IOERR");
    }

    @Test
    void reportsAFailureOfAReadOnlyFileSystem() {
        MountedFiles files = on(new Mount("ext4", "/", true));
        TrackedConnection connection = connection();
        files.failed(connection, ResultCodes.BUSY);
        assertThat(told.all()).isEmpty();

        files.failed(connection, ResultCodes.CANTOPEN);
        files.failed(connection, ResultCodes.READ_ONLY);

        assertThat(told.all()).hasSize(1);
        assertThat(told.all().get(0).line())
                .contains(
                        "app.db is on a read-only file system, ext4, mounted at /, where a"
                                + " statement failed with SQLITE_CANTOPEN")
                .contains("; open it with jdbc:sqlite:file:PATH?immutable=1 ");
    }

    @Test
    void isSilentOnADiskAndOnTheRoot() throws IOException {
        Files.createFile(folder.resolve("app.db-wal"));
        for (Mount mount : new Mount[] {new Mount("ext4", "/data"), new Mount("9p", "/"), null}) {
            MountedFiles files = on(mount);
            TrackedConnection connection = connection();
            files.opened(connection);
            files.failed(connection, ResultCodes.BUSY);
        }

        assertThat(told.all()).isEmpty();
    }

    private MountedFiles on(Mount mount) {
        return new MountedFiles(registry, 64, told, path -> mount);
    }

    private TrackedConnection connection() {
        String file = folder.resolve("app.db").toString();
        TrackedConnection made = registry.handleOpened(new Object(), file, 6, Set.of(), null);
        registry.connected(made, this, "jdbc:sqlite:" + file);
        return made;
    }
}
