package io.github.sqliteleak.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes down a path name by name. As long as nobody else can exchange the next name, it goes by
 * name, and along links of this user and of root. From the first name on that another user can
 * exchange, it goes from handle to handle and along no link, so that nobody can lead it elsewhere
 * between two steps.
 */
final class FolderWalk implements Closeable {
    private static final int MOST_LINKS = 40;

    private final int user;
    private final boolean make;
    private final Deque<Path> names = new ArrayDeque<>();
    private Path at;
    private @Nullable SecureDirectoryStream<Path> handle;
    private int links;

    /**
     * @param user {@link OwnUser#number}
     * @param make whether folders that are missing are made
     */
    FolderWalk(Path folder, int user, boolean make) throws IOException {
        this.user = user;
        this.make = make;
        Path absolute = folder.toAbsolutePath();
        this.at = absolute.getRoot();
        push(absolute);
    }

    /** Goes to the end; where that is can be asked of {@link #at}. */
    void go() throws IOException {
        while (!names.isEmpty()) {
            step(names.pop());
        }
    }

    /** The folder reached so far, without links. */
    Path at() {
        return at;
    }

    /** The handle of that folder, for the caller to close; null when it can go by name. */
    @Nullable SecureDirectoryStream<Path> takeHandle() {
        SecureDirectoryStream<Path> taken = handle;
        handle = null;
        return taken;
    }

    private void push(Path path) {
        List<Path> parts = new ArrayList<>();
        for (Path part : path) {
            parts.add(part);
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            names.push(parts.get(i));
        }
    }

    private void step(Path name) throws IOException {
        String text = name.toString();
        if (text.isEmpty() || text.equals(".")) {
            return;
        }
        Path next = at.resolve(name);
        if (text.equals("..")) {
            Path parent = at.getParent();
            if (handle != null) {
                throw refused(next);
            }
            at = parent == null ? at : parent;
        } else if (handle != null) {
            goByHandle(handle, name, next);
        } else {
            goByName(name, next);
        }
    }

    private void goByName(Path name, Path next) throws IOException {
        FolderEntry folder = FolderEntry.of(at);
        FolderEntry entry = FolderEntry.of(next);
        if (entry == null && make) {
            makeFolder(next);
            entry = FolderEntry.of(next);
        }
        if (folder == null || entry == null) {
            throw new NoSuchFileException(next.toString());
        }
        if (entry.isFixedIn(folder, user)) {
            if (entry.isLink()) {
                follow(entry, next);
            } else {
                at = next;
            }
            return;
        }
        SecureDirectoryStream<Path> secure = PrivateFolder.secure(at);
        if (secure != null) {
            goByHandle(secure, name, next);
        } else if (entry.isLink()) {
            throw refused(next);
        } else {
            // Java has no handles of folders here.
            at = next;
        }
    }

    private void follow(FolderEntry link, Path path) throws IOException {
        if (!link.isOurs(user)) {
            throw refused(path);
        }
        if (++links > MOST_LINKS) {
            throw new FileSystemException(path.toString(), null, "too many links");
        }
        Path target = Files.readSymbolicLink(path);
        if (target.isAbsolute()) {
            at = target.getRoot();
        }
        push(target);
    }

    private void goByHandle(SecureDirectoryStream<Path> from, Path name, Path next)
            throws IOException {
        try (from) {
            if (isLink(from, name)) {
                throw refused(next);
            }
            handle = open(from, name, next);
            at = next;
        }
    }

    private SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> from, Path name, Path next)
            throws IOException {
        try {
            return from.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            if (!make) {
                throw e;
            }
            makeFolder(next);
            return from.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isLink(SecureDirectoryStream<Path> folder, Path name)
            throws IOException {
        try {
            return folder.getFileAttributeView(
                            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isSymbolicLink();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, OwnerOnly.folder(folder));
        } catch (FileAlreadyExistsException e) {
            // Another JVM was quicker; what it is shows when it is opened.
            return;
        }
    }

    private static IOException refused(Path link) {
        return new FileSystemException(
                link.toString(),
                null,
                link + " is a link that another user made or can exchange; name its target");
    }

    @Override
    public void close() throws IOException {
        SecureDirectoryStream<Path> open = takeHandle();
        if (open != null) {
            open.close();
        }
    }
}
