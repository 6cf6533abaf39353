package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.FrameRules;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A pool: an object that lends connections. */
public final class Lender {
    /** Oracle's {@code UniversalConnectionPoolManager.destroyConnectionPool(name)}. */
    private static final String CLOSED_BY_MANAGER = "UCP";

    private final String name;
    private final String type;
    private final boolean plain;
    private final boolean forgetting;
    private final WeakReference<Object> object;
    private volatile WeakReference<Class<?>> wrapper = new WeakReference<>(null);
    private volatile @Nullable Lender outer;
    private volatile boolean closed;
    private volatile boolean keeping;
    private volatile boolean exhaustionReported;

    /**
     * @param name of the library, or the class's own
     * @param plain whether it is a {@code DataSource}, not a part of one
     * @param known whether its library is known as a pool
     * @param forgetting whether a wrapper that was closed leads to no connection any more
     */
    public Lender(Object object, String name, boolean plain, boolean known, boolean forgetting) {
        this.object = new WeakReference<>(object);
        this.type = object.getClass().getName();
        this.name = name;
        this.plain = plain;
        this.keeping = known;
        this.forgetting = forgetting;
    }

    /** {@code HikariCP}, or the simple name of the class of a pool that is not known. */
    public String name() {
        return name;
    }

    /** Name of its class. */
    public String type() {
        return type;
    }

    public boolean isPlain() {
        return plain;
    }

    public boolean isForgetting() {
        return forgetting;
    }

    public boolean isFor(Object other) {
        return object.refersTo(other);
    }

    /** True when the pool object was collected. */
    public boolean isGone() {
        return object.refersTo(null);
    }

    /** Whether the last wrapper had this class. */
    public boolean wrapsIn(Class<?> type) {
        return wrapper.refersTo(type);
    }

    public void wrapsNowIn(Class<?> type) {
        wrapper = new WeakReference<>(type);
    }

    public boolean isClosed() {
        Lender around = outer;
        return closed || (around != null && around.isClosed());
    }

    /**
     * Whether it is closed; null when it is not known, since this library closes a pool by an
     * object that the pool does not know.
     */
    public @Nullable Boolean closed() {
        if (isClosed()) {
            return true;
        }
        return name.equals(CLOSED_BY_MANAGER) ? null : false;
    }

    /** What it lends is handed on by another one, which closes it as a part of its own closing. */
    public void within(Lender around) {
        if (outer == null && !around.isWithin(this)) {
            outer = around;
        }
    }

    private boolean isWithin(Lender other) {
        Lender around = outer;
        return around == other || (around != null && around.isWithin(other));
    }

    /** Whether it is of this class, or handed on by one that is. */
    public boolean isOfType(String className) {
        Lender around = outer;
        return type.equals(className) || (around != null && around.isOfType(className));
    }

    public void markClosed() {
        closed = true;
    }

    /**
     * Whether it keeps connections that are given back, and is no mere wrapper that opens and
     * closes one for each borrower.
     */
    public boolean isKeeping() {
        return keeping;
    }

    public void markKeeping() {
        keeping = true;
    }

    /** Whether a class of this name is of its library, or its own. */
    public boolean isOf(String className) {
        return className.equals(type) || name.equals(FrameRules.pool(className));
    }

    /** True for the first who asks. */
    public synchronized boolean reportExhausted() {
        boolean first = !exhaustionReported;
        exhaustionReported = true;
        return first;
    }

    public boolean isExhaustionReported() {
        return exhaustionReported;
    }

    /** It has got a connection back. */
    public void forgetExhaustion() {
        exhaustionReported = false;
    }
}
