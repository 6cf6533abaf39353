package io.github.sqliteleak.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a name in a folder stands for.
 *
 * @param owner number of the user
 * @param mode permission bits as of {@code stat}
 */
record FolderEntry(int owner, int mode, boolean isLink) {
    private static final int ROOT = 0;
    private static final int WRITABLE_BY_ALL = 02;
    private static final int STICKY = 01000;

    /** Of the name itself, no link followed; null when there is none. */
    static @Nullable FolderEntry of(Path path) throws IOException {
        Map<String, Object> facts;
        try {
            facts =
                    Files.readAttributes(
                            path, "unix:uid,mode,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (facts.get("uid") instanceof Integer owner
                && facts.get("mode") instanceof Integer mode
                && facts.get("isSymbolicLink") instanceof Boolean link) {
            return new FolderEntry(owner, mode, link);
        }
        throw new FileSystemException(path.toString(), null, "its owner is not known");
    }

    /** Made by this user or by root, who can do all that this user can. */
    boolean isOurs(int user) {
        return owner == ROOT || owner == user;
    }

    /**
     * Whether only the user and root can put something else in the place of this entry of a folder.
     * The owner's group is trusted as the owner trusts it.
     */
    boolean isFixedIn(FolderEntry folder, int user) {
        boolean all = (folder.mode & WRITABLE_BY_ALL) != 0;
        boolean sticky = (folder.mode & STICKY) != 0;
        return folder.isOurs(user) && (!all || sticky) && (!sticky || isOurs(user));
    }
}
