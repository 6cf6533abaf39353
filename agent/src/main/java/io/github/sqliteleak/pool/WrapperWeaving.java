package io.github.sqliteleak.pool;

/** Has a pool's wrappers say when they are closed. */
public interface WrapperWeaving {
    /**
     * From now on closing the wrapper is seen, if that is possible.
     *
     * @param wrapper what a pool has just lent
     */
    void weave(Object wrapper);
}
