package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept open from one borrower to the next, with the statements that were
 * prepared on it. Preparing costs SQLite more than reading a row does.
 */
final class KeptConnection {
    private static final int MOST_STATEMENTS = 64;

    private final Connection target;
    // By their text, the one used last at the end. None of these is in use.
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();
    private final List<PreparedStatement> inserted = new ArrayList<>();
    private boolean closed;

    KeptConnection(Connection target) {
        this.target = target;
    }

    Connection target() {
        return target;
    }

    boolean isClosed() throws SQLException {
        return target.isClosed();
    }

    void close() throws SQLException {
        List<PreparedStatement> idle;
        synchronized (statements) {
            closed = true;
            idle = List.copyOf(statements.values());
            statements.clear();
        }
        for (PreparedStatement statement : idle) {
            closeQuietly(statement);
        }
        target.close();
    }

    /** Takes a statement that nobody uses; null when there is none of this text. */
    @Nullable PreparedStatement take(String sql) {
        synchronized (statements) {
            return statements.remove(sql);
        }
    }

    /** Gives a statement for reuse that holds nothing any more: no parameters, no rows. */
    void giveBack(String sql, PreparedStatement statement) {
        PreparedStatement surplus;
        synchronized (statements) {
            surplus = closed ? statement : statements.putIfAbsent(sql, statement);
            if (surplus != null) {
                surplus = statement;
            } else if (statements.size() > MOST_STATEMENTS) {
                Iterator<PreparedStatement> oldest = statements.values().iterator();
                surplus = oldest.next();
                oldest.remove();
            }
        }
        if (surplus != null) {
            closeQuietly(surplus);
        }
    }

    /** Runs a statement of the toolkit's own, such as BEGIN. */
    void run(String sql) throws SQLException {
        PreparedStatement statement = take(sql);
        if (statement == null) {
            statement = target.prepareStatement(sql);
        }
        try {
            statement.execute();
        } catch (SQLException e) {
            closeQuietly(statement);
            throw e;
        }
        giveBack(sql, statement);
    }

    /** Says that an INSERT was run, after which the driver leaves a statement of its own open. */
    void hasInserted(PreparedStatement statement) {
        synchronized (statements) {
            if (!inserted.contains(statement)) {
                inserted.add(statement);
            }
        }
    }

    /** Ends what the driver has left open, which would be in the way of VACUUM, for one. */
    void endGeneratedKeys() {
        List<PreparedStatement> open;
        synchronized (statements) {
            if (inserted.isEmpty()) {
                return;
            }
            open = List.copyOf(inserted);
            inserted.clear();
        }
        for (PreparedStatement statement : open) {
            try {
                if (!statement.isClosed()) {
                    statement.getGeneratedKeys().close();
                }
            } catch (SQLException e) {
                closeQuietly(statement);
            }
        }
    }

    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // It only repeats the error of the statement's last step.
        }
    }
}
