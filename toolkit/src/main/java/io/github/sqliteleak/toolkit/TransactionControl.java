package io.github.sqliteleak.toolkit;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements that begin or end a transaction, in a script of several, too: {@code
 * executeUpdate} runs all of it.
 */
final class TransactionControl {
    private static final Set<String> BEGIN_OR_END = Set.of("BEGIN", "COMMIT", "END");
    // ROLLBACK TRANSACTION name TO name: the grammar allows no more words before TO.
    private static final int WORDS_BEFORE_TO = 2;

    private static final Pattern ENDING =
            Pattern.compile("commit|end|rollback", Pattern.CASE_INSENSITIVE);

    private final SqlWords words;
    private String word = SqlWords.SEMICOLON;

    private TransactionControl(String sql) {
        this.words = new SqlWords(sql);
    }

    /** The first keyword in the text that begins or ends a transaction; null when none does. */
    static @Nullable String in(String sql) {
        return new TransactionControl(sql).find();
    }

    /**
     * Whether a text could end a transaction if it were read otherwise than here. Not when it is
     * one statement and begins with a letter: its first word is plain then.
     */
    static boolean isDoubtful(String sql) {
        int semicolon = sql.indexOf(';');
        boolean single = semicolon < 0 || semicolon == sql.length() - 1;
        boolean plain = !sql.isEmpty() && isLetter(sql.charAt(0));
        return !(single && plain) && ENDING.matcher(sql).find();
    }

    private static boolean isLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private @Nullable String find() {
        while (!word.equals(SqlWords.END_OF_TEXT)) {
            String keyword = next();
            if (BEGIN_OR_END.contains(keyword)
                    || (keyword.equals("ROLLBACK") && !isToSavepoint())) {
                return keyword;
            }
            if (!endsStatement() && !words.hasSemicolonAhead()) {
                return null;
            }
            if (createsTrigger()) {
                skipTrigger();
            }
            skipStatement();
        }
        return null;
    }

    private boolean isToSavepoint() {
        for (int i = 0; i <= WORDS_BEFORE_TO && !endsStatement(); i++) {
            if (next().equals("TO")) {
                return true;
            }
        }
        return false;
    }

    /** Behind EXPLAIN, too. */
    private boolean createsTrigger() {
        if (word.equals("EXPLAIN") && next().equals("QUERY")) {
            next();
            next();
        }
        if (!word.equals("CREATE")) {
            return false;
        }
        String second = next();
        return second.equals("TRIGGER")
                || ((second.equals("TEMP") || second.equals("TEMPORARY"))
                        && next().equals("TRIGGER"));
    }

    /** The semicolons in it end no statement but its own: the last one follows an END. */
    private void skipTrigger() {
        while (!word.equals(SqlWords.END_OF_TEXT)) {
            skipStatement();
            if (word.equals(SqlWords.SEMICOLON) && next().equals("END")) {
                return;
            }
        }
    }

    private void skipStatement() {
        while (!endsStatement()) {
            next();
        }
    }

    private boolean endsStatement() {
        return word.equals(SqlWords.SEMICOLON) || word.equals(SqlWords.END_OF_TEXT);
    }

    private String next() {
        word = words.next();
        return word;
    }
}
