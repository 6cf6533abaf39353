package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One native handle of the driver and, once its constructor has returned, the connection that owns
 * it. The connection is held weakly, so that a leaked one can still be collected; the handle in
 * such a way that it can then be closed ({@link HandleHold}).
 */
public final class TrackedConnection extends HandleLife {
    private final long id;
    private final String file;
    private final int flags;

    private volatile boolean excluded;
    private volatile @Nullable ConnectionReference connection;
    private volatile @Nullable String url;
    private ConnectionObserver.@Nullable Opening recorded;
    private volatile boolean useAwaited;
    private volatile boolean meetingAwaited;
    private boolean adopted;
    private @Nullable DatabaseFile database;
    private @Nullable Lending lending;
    private volatile @Nullable LateEvents lateEvents;

    TrackedConnection(
            long id,
            Object handle,
            String file,
            int flags,
            Set<?> statements,
            CapturedStack opening) {
        super(handle, statements, opening);
        this.id = id;
        this.file = file;
        this.flags = flags;
    }

    /** Number of the connection in this JVM, from 1. */
    public long id() {
        return id;
    }

    /** The file as the driver was asked to open it. */
    public String file() {
        return file;
    }

    /** Flags of {@code sqlite3_open_v2}. */
    public int flags() {
        return flags;
    }

    /** The database it was opened on. */
    public DatabaseFile database() {
        DatabaseFile known = database;
        if (known == null) {
            known = DatabaseFile.of(file, flags);
            database = known;
        }
        return known;
    }

    /** The JDBC URL with any secrets in it; null while the constructor has not returned. */
    public @Nullable String url() {
        return url;
    }

    /**
     * The JDBC URL up to its first parameter, where secrets may stand; null while the constructor
     * has not returned.
     */
    public @Nullable String urlWithoutParameters() {
        String whole = url;
        if (whole == null) {
            return null;
        }
        int question = whole.indexOf('?');
        return question < 0 ? whole : whole.substring(0, question);
    }

    void opening(ConnectionObserver.@Nullable Opening observed) {
        recorded = observed;
    }

    ConnectionObserver.@Nullable Opening takeOpening() {
        ConnectionObserver.Opening taken = recorded;
        recorded = null;
        return taken;
    }

    /** Who has it from its pool; null when no pool has lent it yet. */
    public @Nullable Lending lending() {
        return lending;
    }

    /** As {@link #lending()}, made when there is none. By the thread that borrows it. */
    public Lending lendingOrNew() {
        Lending known = lending;
        if (known == null) {
            known = new Lending();
            lending = known;
        }
        return known;
    }

    @Nullable LateEvents lateEvents() {
        return lateEvents;
    }

    void lateEvents(LateEvents late) {
        lateEvents = late;
    }

    /** True when there may be events for {@link LateEvents#commit}. */
    public boolean hasLateEvents() {
        return lateEvents != null;
    }

    /** True once the constructor of the connection that owns the handle has returned. */
    public boolean isConnected() {
        return connection != null;
    }

    /**
     * True when the collector has taken the connection object, which a closed one allows as well.
     * Known at once; that of {@link #isCollected} comes by a queue, some time later.
     */
    public boolean isConnectionGone() {
        ConnectionReference reference = connection;
        return reference != null && reference.get() == null;
    }

    void connected(ConnectionReference reference, @Nullable String jdbcUrl) {
        url = jdbcUrl;
        // What opening took is no time that it was held.
        touch();
        connection = reference;
    }

    /** True while somebody waits for the next statement on it to begin. */
    public boolean isUseAwaited() {
        return useAwaited;
    }

    public void awaitUse(boolean awaited) {
        useAwaited = awaited;
    }

    /** Nobody asks about it; the driver's hooks still know it. */
    void exclude() {
        excluded = true;
        forgetOpening();
    }

    public boolean isExcluded() {
        return excluded;
    }

    /**
     * It stays open: from now on nothing here keeps classes of the application's alive.
     *
     * @param before what is younger than this {@link System#nanoTime()} may soon be over
     * @param keepers keep its handle where the driver can be unloaded
     * @param statementStacks whether its statements have stacks
     */
    synchronized void letGoOfClasses(long before, HandleKeepers keepers, boolean statementStacks) {
        if (state() != State.OPEN || openedNanos() - before > 0) {
            return;
        }
        opening().read();
        readStacks(before);
        Lending lent = lending;
        if (lent != null && lent.isLent() && lent.sinceNanos() - before < 0) {
            lent.letGo();
        }
        if (statementStacks) {
            hold().note();
        }
        if (isIdleSince(before)) {
            letGoOfUser();
        }
        hold().loosen(this, keepers);
        hold().noteStatements(lastUseNanos());
    }

    /** It is about to be closed as a leak: what is known of it is kept as text. */
    void keepAsText() {
        opening().read();
        readStacks(System.nanoTime());
        Lending lent = lending;
        if (lent != null && lent.isLent()) {
            lent.letGo();
        }
        hold().note();
    }

    /**
     * Its handle is closed, and it is not {@link State#OPEN} any more: nothing of the driver's or
     * of the application's is kept for it.
     */
    void letGo(HandleKeepers keepers) {
        hold().drop(this, keepers);
        if (state() == State.CLOSED) {
            forgetActivity();
            if (mark() == null) {
                forgetOpening();
            }
        }
    }

    /**
     * True when it was opened before anybody looked, and found when it was used: what stands for
     * its opening is that use.
     */
    public boolean isAdopted() {
        return adopted;
    }

    void markAdopted() {
        adopted = true;
    }

    /** Its constructor will not say that it has returned: whoever meets the object says so. */
    public void awaitMeeting() {
        meetingAwaited = true;
    }

    public boolean isMeetingAwaited() {
        return meetingAwaited;
    }

    public void meet() {
        meetingAwaited = false;
    }
}
