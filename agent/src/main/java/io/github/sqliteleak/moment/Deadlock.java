package io.github.sqliteleak.moment;

import java.util.List;

/**
 * Threads each of which waits for the next, and the last one for the first; or one that waits for
 * itself. A busy timeout or that of a pool may end it, and nothing else.
 *
 * @param threads names, in the order in which they wait
 * @param connectionIds the connections that they wait for
 * @param words a sentence for each thread
 */
public record Deadlock(
        Kind kind, List<String> threads, List<Long> connectionIds, List<String> words) {

    /** What the threads wait for. */
    public enum Kind {
        /** A thread waits for a lock that another connection of its own has. */
        OWN_THREAD("own-thread"),
        /** At least one waits for a pool whose connections are lent to those that wait for it. */
        POOL("pool"),
        /** Each waits for a lock that the next one has. */
        CYCLE("cycle");

        private final String json;

        Kind(String json) {
            this.json = json;
        }

        /** The name used in JSON. */
        public String json() {
            return json;
        }

        /** That of this name; {@link #CYCLE} for one that is not known, as of a later version. */
        public static Kind of(String json) {
            for (Kind kind : values()) {
                if (kind.json.equals(json)) {
                    return kind;
                }
            }
            return CYCLE;
        }
    }
}
