package io.github.sqliteleak.agent;

import io.github.sqliteleak.lock.HandlerClasses;
import io.github.sqliteleak.weave.BusyHandlerClass;

/** The busy handlers as weaving writes them. */
final class WovenHandlers implements HandlerClasses {
    @Override
    public byte[] waiting() {
        return BusyHandlerClass.waiting();
    }

    @Override
    public byte[] asking() {
        return BusyHandlerClass.asking();
    }
}
