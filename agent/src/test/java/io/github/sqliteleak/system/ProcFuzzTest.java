package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a kernel or a container shows under /proc: what is not understood is not known. */
class ProcFuzzTest {
    private static final String[] WORDS = {
        "1:",
        "->",
        "POSIX",
        "OFDLCK",
        "FLOCK",
        "ADVISORY",
        "MANDATORY",
        "WRITE",
        "READ",
        "4711",
        "-1",
        "0",
        "fd:00:1234",
        "fd:00",
        "::",
        "120",
        "EOF",
        "99999999999999999999",
        "36",
        "35",
        "0:42",
        "/",
        "/mnt/a\\040b",
        "\\",
        "\\999",
        "rw",
        "shared:1",
        "-",
        "nfs4",
        "\u0000",
        "\ud800",
        ""
    };

    @Property(seed = "46")
    void aLockIsReadOrNone(@ForAll("lines") List<String> lines) {
        for (String line : lines) {
            LockTable.Lock lock = LockTable.parse(line);
            if (lock != null) {
                assertThat(lock.start()).isLessThanOrEqualTo(lock.end());
                assertThat(lock.identity()).contains(":");
            }
        }
    }

    @Property(seed = "46")
    void aMountIsReadOrNone(@ForAll("lines") List<String> lines) {
        Mounts.Mount mount = Mounts.of(Path.of("/mnt/a b/data.db"), lines);

        assertThat(mount == null || !mount.mountPoint().isEmpty()).isTrue();
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.oneOf(Arbitraries.of(WORDS), Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(12)
                .map(all -> String.join(" ", all))
                .list()
                .ofMaxSize(4);
    }
}
