package io.github.sqliteleak.lock;

import java.util.List;

/** One way of finding those who hold a lock. */
interface Search {
    /** Those that there is evidence for; empty when there is none. */
    List<Hold> find(Situation situation);
}
