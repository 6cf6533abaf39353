package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.BusyState;

/** In the place of a handling: nobody can lock the database yet, until a file is attached. */
final class BusyLater implements BusyState {
    @Override
    public int timeoutMillis() {
        return 0;
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
