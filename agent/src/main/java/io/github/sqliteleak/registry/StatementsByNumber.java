package io.github.sqliteleak.registry;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open statements of a driver before 3.39.2, which has them in a map by their numbers. */
public final class StatementsByNumber extends AbstractSet<Object> {
    private final Map<?, ?> statements;
    private final boolean pinsConnection;

    /**
     * @param statements the driver's live map
     * @param pinsConnection whether the handle refers to its connection
     */
    public StatementsByNumber(Map<?, ?> statements, boolean pinsConnection) {
        this.statements = statements;
        this.pinsConnection = pinsConnection;
    }

    /** What weaving has hung on the statement of this number; null for nothing. */
    public static @Nullable Object tracked(Map<?, ?> statements, long number)
            throws ReflectiveOperationException {
        Object statement = statements.get(number);
        return statement == null ? null : StatementStates.hungOn(statement);
    }

    Map<?, ?> byNumber() {
        return statements;
    }

    boolean pinsConnection() {
        return pinsConnection;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Iterator<Object> iterator() {
        return (Iterator<Object>) statements.values().iterator();
    }

    @Override
    public int size() {
        return statements.size();
    }
}
