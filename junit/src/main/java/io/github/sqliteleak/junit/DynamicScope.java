package io.github.sqliteleak.junit;

import org.jspecify.annotations.Nullable;

/**
 * Which dynamic test a thread is in, or the thread that started it. A dynamic test has a scope of
 * its own, but nothing is handed to it: what it asks with was given to its factory.
 *
 * @param factory scope of the factory
 * @param scope of the dynamic test
 */
record DynamicScope(Object factory, Object scope) {
    private static final InheritableThreadLocal<@Nullable DynamicScope> CURRENT =
            new InheritableThreadLocal<>();

    /** Returns what {@link #leave} is to get. */
    static @Nullable DynamicScope enter(DynamicScope entered) {
        DynamicScope before = CURRENT.get();
        CURRENT.set(entered);
        return before;
    }

    static void leave(@Nullable DynamicScope before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }

    /** The scope of the calling thread's dynamic test when that is one of this factory's. */
    static Object within(Object factory) {
        DynamicScope current = CURRENT.get();
        return current != null && current.factory == factory ? current.scope : factory;
    }
}
