package io.github.sqliteleak.driver;

/**
 * SQLite's result codes, as far as the agent distinguishes them.
 *
 * @see <a href="https://www.sqlite.org/rescode.html">Result and Error Codes</a>
 */
public final class ResultCodes {
    public static final int ERROR = 1;
    public static final int BUSY = 5;
    public static final int LOCKED = 6;
    public static final int NOMEM = 7;
    public static final int READ_ONLY = 8;
    public static final int INTERRUPT = 9;
    public static final int IOERR = 10;
    public static final int CORRUPT = 11;
    public static final int FULL = 13;
    public static final int CANTOPEN = 14;
    public static final int PROTOCOL = 15;
    public static final int CONSTRAINT = 19;
    public static final int BUSY_SNAPSHOT = BUSY | 2 << 8;
    public static final int LOCKED_SHAREDCACHE = LOCKED | 1 << 8;

    private ResultCodes() {}

    /** Whether any statement may fail with this code, be it as harmless as a PRAGMA. */
    public static boolean comesAnywhere(int code) {
        return switch (primary(code)) {
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
    public static boolean isHeldByOthers(int code, boolean sharedCache) {
        if (primary(code) == BUSY) {
            return code != BUSY_SNAPSHOT;
        }
        return sharedCache || code == LOCKED_SHAREDCACHE;
    }

    /** The name of a primary or extended code. */
    public static String name(int code) {
        return switch (code) {
            case BUSY -> "SQLITE_BUSY";
            case BUSY | 1 << 8 -> "SQLITE_BUSY_RECOVERY";
            case BUSY_SNAPSHOT -> "SQLITE_BUSY_SNAPSHOT";
            case BUSY | 3 << 8 -> "SQLITE_BUSY_TIMEOUT";
            case LOCKED -> "SQLITE_LOCKED";
            case LOCKED_SHAREDCACHE -> "SQLITE_LOCKED_SHAREDCACHE";
            case LOCKED | 2 << 8 -> "SQLITE_LOCKED_VTAB";
            default -> primaryName(code);
        };
    }

    /** The name of a code without what extends it. */
    public static String primaryName(int code) {
        return switch (primary(code)) {
            case ERROR -> "SQLITE_ERROR";
            case BUSY -> "SQLITE_BUSY";
            case LOCKED -> "SQLITE_LOCKED";
            case READ_ONLY -> "SQLITE_READONLY";
            default -> "result code " + code;
        };
    }

    /** The code without what extends it. */
    public static int primary(int code) {
        return code & 0xFF;
    }

    /** Whether a call failed because of a lock. */
    public static boolean isLock(int code) {
        return primary(code) == BUSY || primary(code) == LOCKED;
    }
}
