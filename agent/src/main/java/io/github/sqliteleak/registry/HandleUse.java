package io.github.sqliteleak.registry;

import io.github.sqliteleak.system.ThreadName;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Which thread has used a handle last. Written by the thread inside the driver as a plain field;
 * whoever asks may see it a moment late.
 */
public abstract class HandleUse extends LockState {
    private @Nullable Thread lastUser;
    private @Nullable WeakReference<Thread> formerUser;
    private @Nullable String formerUserName;

    HandleUse() {}

    /** The calling thread uses it now. */
    void usedBy(Thread here) {
        lastUser = here;
    }

    /** The thread that used it last while it lives; null when it is gone, or when none has. */
    public @Nullable Thread lastUser() {
        Thread strong = lastUser;
        WeakReference<Thread> weak = formerUser;
        Thread user = strong != null || weak == null ? strong : weak.get();
        return user != null && user.isAlive() ? user : null;
    }

    /** Its name; null when none has. */
    public @Nullable String lastUserName() {
        Thread strong = lastUser;
        return strong == null ? formerUserName : ThreadName.of(strong);
    }

    /** Nobody has used it for a while: the thread is not kept alive any more. */
    void letGoOfUser() {
        Thread strong = lastUser;
        if (strong != null) {
            formerUserName = ThreadName.of(strong);
            formerUser = new WeakReference<>(strong);
            lastUser = null;
        }
    }

    void forgetUser() {
        lastUser = null;
        formerUser = null;
        formerUserName = null;
    }
}
