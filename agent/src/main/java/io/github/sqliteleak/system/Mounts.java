package io.github.sqliteleak.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Linux says in {@code /proc/self/mountinfo} of where a file lies. Elsewhere nothing. */
public final class Mounts {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private static final Set<String> NETWORK =
            Set.of(
                    "9p",
                    "afs",
                    "ceph",
                    "cifs",
                    "fuse.glusterfs",
                    "fuse.sshfs",
                    "glusterfs",
                    "lustre",
                    "ncpfs",
                    "nfs",
                    "nfs4",
                    "smb3",
                    "smbfs");

    private Mounts() {}

    /**
     * A file system.
     *
     * @param type as the kernel calls it
     * @param readOnly whether nothing can be written there
     */
    public record Mount(String type, String mountPoint, boolean readOnly) {
        /** One that can be written. */
        public Mount(String type, String mountPoint) {
            this(type, mountPoint, false);
        }

        /** Whether other machines may have its files as well. */
        public boolean isNetwork() {
            return NETWORK.contains(type);
        }
    }

    /** The one that the file lies on; null when that is not known. */
    public static @Nullable Mount of(Path file) {
        try {
            return of(file, Files.readAllLines(MOUNTS));
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * As {@link #of(Path)}.
     *
     * @param mountinfo lines such as {@code 36 35 0:42 / /mnt/share rw shared:1 - nfs4 host:/ rw}
     * @see <a
     *     href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo</a>
     */
    static @Nullable Mount of(Path file, List<String> mountinfo) {
        Mount found = null;
        int longest = -1;
        for (String line : mountinfo) {
            Mount mount = parse(line);
            Path point = mount == null ? null : point(mount);
            if (point == null) {
                continue;
            }
            // The last one of a mount point hides those before it.
            if (file.startsWith(point) && point.getNameCount() >= longest) {
                longest = point.getNameCount();
                found = mount;
            }
        }
        return found;
    }

    private static @Nullable Path point(Mount mount) {
        try {
            return Path.of(mount.mountPoint());
        } catch (InvalidPathException e) {
            // As for a character that the locale's encoding does not have.
            return null;
        }
    }

    private static @Nullable Mount parse(String line) {
        String[] words = line.split(" ", -1);
        for (int i = MOUNT_POINT + 1; i < words.length - 1; i++) {
            if (words[i].equals("-")) {
                boolean readOnly =
                        isReadOnly(words[MOUNT_POINT + 1]) || isReadOnly(words[words.length - 1]);
                return new Mount(words[i + 1], unescaped(words[MOUNT_POINT]), readOnly);
            }
        }
        return null;
    }

    private static boolean isReadOnly(String options) {
        return List.of(options.split(",")).contains("ro");
    }

    /** A blank is {@code \040} there. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
