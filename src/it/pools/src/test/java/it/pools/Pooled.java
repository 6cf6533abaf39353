package it.pools;

/** A pool of three connections, in the ways that a program may treat it. */
interface Pooled {
    /** What a borrower has in its hands. */
    interface Lent {
        /** Gives it back. */
        void giveBack() throws Exception;
    }

    Lent borrow() throws Exception;

    /** Closes the pool. */
    void close() throws Exception;
}
