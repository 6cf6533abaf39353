package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.WalPin;
import java.util.ArrayList;
import java.util.List;

/** A WAL that was held up, with what can be said better of the places when there is time for it. */
public final class GrownWal {
    private final WalPin pin;
    private final List<SeenHolder> seen;
    private final long seenNanos;

    /**
     * @param pin with its places by the names of classes alone
     */
    GrownWal(WalPin pin, List<SeenHolder> seen) {
        this(pin, seen, System.nanoTime());
    }

    private GrownWal(WalPin pin, List<SeenHolder> seen, long seenNanos) {
        this.pin = pin;
        this.seen = seen;
        this.seenNanos = seenNanos;
    }

    /** As much as is known without a look at classes. */
    public WalPin pin() {
        return pin;
    }

    GrownWal grownTo(long bytes) {
        return new GrownWal(pin.grownTo(bytes), seen, seenNanos);
    }

    /** With its places by the classes themselves. Not for threads of the application. */
    public WalPin by(Blame blame) {
        if (seen.isEmpty()) {
            return pin;
        }
        List<LockHolder> described = new ArrayList<>(seen.size());
        for (SeenHolder holder : seen) {
            CapturedStack.readIfThere(holder.began());
            CapturedStack.readIfThere(holder.opened());
            described.add(WaitStacks.described(holder, blame, seenNanos));
        }
        return pin.with(described);
    }
}
