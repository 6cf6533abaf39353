package io.github.sqliteleak.lock;

/**
 * The result codes that tell of locks.
 *
 * @see <a href="https://www.sqlite.org/rescode.html">Result and Error Codes</a>
 */
final class ResultCodes {
    static final int BUSY = 5;
    static final int LOCKED = 6;
    static final int BUSY_SNAPSHOT = BUSY | 2 << 8;
    static final int LOCKED_SHAREDCACHE = LOCKED | 1 << 8;

    private static final int NOMEM = 7;
    private static final int INTERRUPT = 9;

    private ResultCodes() {}

    /** Whether any statement may fail with this code, be it as harmless as a PRAGMA. */
    static boolean comesAnywhere(int code) {
        return switch (code & 0xFF) {
            case NOMEM, INTERRUPT -> true;
            default -> false;
        };
    }

    /**
     * Whether somebody else has the lock. A stale snapshot is refused after the lock was got, and
     * what is locked outside a shared cache is so by the same connection.
     *
     * @param code with which a connection failed
     * @param sharedCache whether it shares its cache
     */
    static boolean isHeldByOthers(int code, boolean sharedCache) {
        if ((code & 0xFF) == BUSY) {
            return code != BUSY_SNAPSHOT;
        }
        return sharedCache || code == LOCKED_SHAREDCACHE;
    }

    /** The name of a primary or extended code. */
    static String name(int code) {
        return switch (code) {
            case BUSY -> "SQLITE_BUSY";
            case BUSY | 1 << 8 -> "SQLITE_BUSY_RECOVERY";
            case BUSY_SNAPSHOT -> "SQLITE_BUSY_SNAPSHOT";
            case BUSY | 3 << 8 -> "SQLITE_BUSY_TIMEOUT";
            case LOCKED -> "SQLITE_LOCKED";
            case LOCKED_SHAREDCACHE -> "SQLITE_LOCKED_SHAREDCACHE";
            case LOCKED | 2 << 8 -> "SQLITE_LOCKED_VTAB";
            default -> (code & 0xFF) == BUSY ? "SQLITE_BUSY" : "SQLITE_LOCKED";
        };
    }
}
