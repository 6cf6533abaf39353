package io.github.sqliteleak.exit;

import io.github.sqliteleak.report.LeftBehind;

/**
 * A connection that could not be closed.
 *
 * @param thread that opened it
 * @param kind why files are left behind because of it
 */
record StillOpen(long id, String thread, LeftBehind kind) {
    /** In words. */
    String reason() {
        String open = "connection " + id + " is still open";
        return switch (kind) {
            case OPENED_DURING_EXIT ->
                    open + ", opened by thread \"" + thread + "\" while the JVM was ending";
            case IN_USE -> open + ", in use at exit";
            case READ_ONLY_LAST, OTHER_PROCESS, EARLIER_CRASH, LEAK, UNKNOWN -> open;
        };
    }
}
