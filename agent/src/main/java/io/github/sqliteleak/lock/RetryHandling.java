package io.github.sqliteleak.lock;

/** Answers SQLite's question whether to try again, for one connection or for all of a driver. */
interface RetryHandling {
    /**
     * SQLite's callback.
     *
     * @param attempt of the same statement, from 0
     * @return 0 to give up
     * @throws Throwable only what a handler of the application's throws
     */
    int retry(int attempt) throws Throwable;
}
