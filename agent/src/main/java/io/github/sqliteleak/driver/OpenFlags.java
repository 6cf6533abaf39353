package io.github.sqliteleak.driver;

/**
 * The flags that a native handle was opened with.
 *
 * @see <a href="https://www.sqlite.org/c3ref/c_open_autoproxy.html">Flags For File Open
 *     Operations</a>
 */
public final class OpenFlags {
    private static final int READ_ONLY = 0x1;
    private static final int CREATE = 0x4;
    private static final int MEMORY = 0x80;
    private static final int SHARED_CACHE = 0x20000;

    private OpenFlags() {}

    public static boolean isReadOnly(int flags) {
        return (flags & READ_ONLY) != 0;
    }

    public static boolean isMemory(int flags) {
        return (flags & MEMORY) != 0;
    }

    public static boolean isSharedCache(int flags) {
        return (flags & SHARED_CACHE) != 0;
    }

    /** The same flags for a handle that must not create a file. */
    public static int withoutCreate(int flags) {
        return flags & ~CREATE;
    }
}
