package io.github.sqliteleak.files;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder to write files into, which may be another user's. Each is made anew and written through
 * the handle that made it, so that what the folder's owner puts in its place meanwhile is not
 * written to. Where Java has handles of folders, everything goes through one.
 */
public final class PrivateFolder implements Closeable {
    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
    private static final int ATTEMPTS = 5;

    private final Path path;
    private final @Nullable SecureDirectoryStream<Path> handle;

    /** Writes the content of a file. Called again from the beginning when it was interrupted. */
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private PrivateFolder(Path path, @Nullable SecureDirectoryStream<Path> handle) {
        this.path = path;
        this.handle = handle;
    }

    /** Opens the folder, and makes it and those above it, for the owner only, when missing. */
    public static PrivateFolder make(Path folder) throws IOException {
        return open(folder, true);
    }

    /** Opens a folder that is there. */
    public static PrivateFolder open(Path folder) throws IOException {
        return open(folder, false);
    }

    private static PrivateFolder open(Path folder, boolean make) throws IOException {
        boolean isDefault = folder.getFileSystem().equals(FileSystems.getDefault());
        return open(folder, isDefault ? OwnUser.number() : OwnUser.UNKNOWN, make);
    }

    static PrivateFolder open(Path folder, int user, boolean make) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            // Nobody's names can be exchanged for links of another user's: there are no owners.
            if (make) {
                Files.createDirectories(folder);
            }
            return opened(folder.toAbsolutePath());
        }
        try (FolderWalk walk = new FolderWalk(folder, user, make)) {
            walk.go();
            SecureDirectoryStream<Path> handle = walk.takeHandle();
            return handle == null ? opened(walk.at()) : new PrivateFolder(walk.at(), handle);
        }
    }

    private static PrivateFolder opened(Path folder) throws IOException {
        try {
            return new PrivateFolder(folder, secure(folder));
        } catch (AccessDeniedException e) {
            // It may be written to without being read, and nobody else can exchange it.
            return new PrivateFolder(folder, null);
        }
    }

    /** Null where Java has none. */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    static @Nullable SecureDirectoryStream<Path> secure(Path folder) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        return null;
    }

    /** Whether there is something of this name, be it a link to nowhere. */
    public boolean has(String name) throws IOException {
        return Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Writes a new file, readable by its owner only.
     *
     * @throws FileAlreadyExistsException when there is something of that name
     */
    public void write(String name, Content content) throws IOException {
        // A channel is closed when its thread is interrupted, and the text must get through.
        boolean interrupted = Thread.interrupted();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    writeOnce(name, content);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    delete(name);
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeOnce(String name, Content content) throws IOException {
        try (SeekableByteChannel file = create(name);
                Writer out = new BufferedWriter(Utf8Text.writer(Channels.newOutputStream(file)))) {
            content.writeTo(out);
        }
    }

    private SeekableByteChannel create(String name) throws IOException {
        Path file = path.resolve(name);
        return handle == null
                ? Files.newByteChannel(file, NEW, OwnerOnly.file(file))
                : handle.newByteChannel(file.getFileName(), NEW, OwnerOnly.file(file));
    }

    /** Puts a file in place at one stroke; what has that name is replaced. */
    public void move(String from, String to) throws IOException {
        Path source = path.resolve(from);
        Path target = path.resolve(to);
        if (handle != null) {
            try {
                handle.move(source.getFileName(), handle, target.getFileName());
            } catch (FileAlreadyExistsException e) {
                // Java leaves it open whether it is replaced.
                delete(to);
                handle.move(source.getFileName(), handle, target.getFileName());
            }
            return;
        }
        try {
            Files.move(
                    source,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes a name out of the folder, if it is there; a link, not what it leads to. */
    public void delete(String name) throws IOException {
        Path file = path.resolve(name);
        if (handle == null) {
            Files.deleteIfExists(file);
            return;
        }
        try {
            handle.deleteFile(file.getFileName());
        } catch (NoSuchFileException e) {
            // That is what was wanted.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        if (handle != null) {
            handle.close();
        }
    }
}
