package io.github.sqliteleak.transaction;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.SqlScript;
import io.github.sqliteleak.sql.StatementKind;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a text of several statements has done for sure that failed at one of them. */
final class FailedScript {
    /** What SQLite's parser takes for sure. */
    private static final Pattern PLAIN_BEGIN =
            Pattern.compile(
                    "begin(\\s+(deferred|immediate|exclusive))?(\\s+transaction)?",
                    Pattern.CASE_INSENSITIVE);

    private FailedScript() {}

    /** The statements that may have run: all but the last one. */
    static List<String> beforeFailure(String script) {
        if (script.indexOf(';') < 0) {
            return List.of();
        }
        List<String> statements = SqlScript.split(script);
        return statements.isEmpty() ? statements : statements.subList(0, statements.size() - 1);
    }

    /**
     * The BEGIN whose transaction a text has left open for sure: it came first, cannot have failed
     * this way itself, nothing behind it ends it, and SQLite does not roll back because of such an
     * error.
     */
    static @Nullable String beginLeftBy(TrackedConnection connection, String script, int code) {
        if (ResultCodes.primary(code) != ResultCodes.ERROR
                || connection.transaction() != null
                || connection.isTransactionUncertain()
                || !StatementKind.of(script).begins()) {
            return null;
        }
        List<String> statements = SqlScript.split(script);
        String begin = statements.get(0);
        for (String statement : statements.subList(1, statements.size())) {
            if (StatementKind.of(statement).controlsTransaction()) {
                return null;
            }
        }
        return statements.size() > 1 && PLAIN_BEGIN.matcher(begin).matches() ? begin : null;
    }
}
