package io.github.sqliteleak.agent;

import io.github.sqliteleak.lock.BusyWeaving;
import io.github.sqliteleak.weave.BusyHandlerClass;

/** Busy handling as weaving writes it. */
final class WovenHandlers implements BusyWeaving {
    @Override
    public byte[] waiting() {
        return BusyHandlerClass.waiting();
    }

    @Override
    public byte[] asking() {
        return BusyHandlerClass.asking();
    }

    @Override
    public String nativeName(String method) {
        return BusyHandlerClass.nativeName(method);
    }
}
