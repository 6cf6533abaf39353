package io.github.sqliteleak.hook;

/**
 * What SQLite calls when the database is locked, in the place of an {@code org.sqlite.BusyHandler}:
 * native code calls the method by its name and does not ask for the type. Refers to nothing of the
 * driver's, since native code keeps it for as long as the handle is open.
 */
public final class BusyCallback {
    private final Object handling;

    public BusyCallback(Object handling) {
        this.handling = handling;
    }

    /**
     * SQLite asks whether to try again.
     *
     * @param attempt of the same statement, from 0
     * @return 0 to give up
     */
    public int callback(int attempt) throws Throwable {
        return LockHooks.busy(handling, attempt);
    }
}
