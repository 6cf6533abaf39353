package io.github.sqliteleak.lock;

import java.util.List;

/** One way of finding who holds a lock. */
interface Search {
    /** The holders that there is evidence for; empty when there is none. */
    List<Hold> find(Situation situation);
}
