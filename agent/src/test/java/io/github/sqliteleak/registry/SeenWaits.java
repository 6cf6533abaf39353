package io.github.sqliteleak.registry;

/** Busy handling for tests, with the driver's default timeout. */
public final class SeenWaits implements BusyState {
    @Override
    public int timeoutMillis() {
        return 3_000;
    }

    @Override
    public boolean hasNone() {
        return false;
    }

    @Override
    public boolean waitsUnseen() {
        return false;
    }
}
