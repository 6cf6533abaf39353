package io.github.sqliteleak.report.words;

/**
 * How a connection is to be closed, by how it was opened.
 *
 * @param code the name used in the JSON report
 * @param words for people
 */
record Advice(String code, String words) {
    static final Advice TRY =
            new Advice(
                    "try",
                    "open it in try (Connection c = …) { … }, which closes it on every path");

    /** With a result that is open, too. */
    static final Advice TRY_ALL =
            new Advice("try-all", "open connection, Statement and ResultSet in one try (…) { … }");

    static final Advice STOP_THREAD =
            new Advice(
                    "stop-thread", "stop this thread and wait for it before the application ends");

    static final Advice STOP_EARLIER =
            new Advice(
                    "stop-earlier",
                    "stop this thread before the application ends; in a shutdown hook, open it in"
                            + " try");

    static final Advice POOLED_CONNECTION =
            new Advice(
                    "close-pooled-connection",
                    "close the PooledConnection on every path, too: what its getConnection() gives"
                            + " is a handle, and closing that alone leaves the database open");

    static final Advice ABORT =
            new Advice(
                    "abort-does-nothing",
                    "call close(): Connection.abort(…) does nothing in sqlite-jdbc, the database"
                            + " and its locks stay open");

    static final Advice OPENED_BEFORE =
            new Advice(
                    "opened-before",
                    "close it on every path where it was opened, which was before the agent came;"
                            + " start the JVM with -javaagent, and the report names that line");

    static final Advice GIVE_BACK =
            new Advice(
                    "give-back",
                    "close what getConnection() gave there, on every path: try (Connection c = …) {"
                            + " … } gives it back to the pool");

    /** To ORMLite, whose connections have no close of their own. */
    static final Advice RELEASE =
            new Advice(
                    "give-back",
                    "give it back on every path: try { … } finally { source.releaseConnection(c);"
                            + " }");

    /** To Stormpot, which lends objects of the user's own. */
    static final Advice RELEASE_CLAIMED =
            new Advice(
                    "give-back",
                    "give back what claim() gave there, on every path: try { … } finally {"
                            + " claimed.release(); }");

    static final Advice DESTROY =
            new Advice(
                    "close-holder",
                    "close the SingleConnectionDataSource before the application ends: destroy()");

    static final Advice DROPPED =
            new Advice(
                    "dropped-by-pool",
                    "the pool has lost it, as one does whose set-up of a new connection fails: set"
                            + " busy_timeout and the like in the URL, where the driver closes what"
                            + " it cannot set up; no code of the application's can close it");

    static Advice closePool(String how) {
        return new Advice("close-pool", "close the pool before the application ends: " + how);
    }

    /** Of a class that keeps it in a field. */
    static Advice closeOwner(String simpleName) {
        return new Advice(
                "close-owner",
                simpleName
                        + " keeps it in a field: close it in the close() of "
                        + simpleName
                        + ", and call that on every path; in a test class, in @AfterEach or"
                        + " @AfterAll");
    }

    static Advice closeConstructed(String simpleName) {
        return new Advice(
                "close-owner",
                "close the "
                        + simpleName
                        + ", which keeps it in a field, and the connection in its close()");
    }

    static Advice closeStream(String method) {
        return new Advice(
                "close-stream",
                "close what " + method + " returns: try (Stream<…> rows = …) { … }");
    }

    static Advice closeSession(String method) {
        return new Advice(
                "close-session",
                "close the session of " + method + " on every path: try (… session = …) { … }");
    }

    /** Of Hibernate and MyBatis, whose sessions take a connection when they are used first. */
    static Advice closeSessionBehind(String session, String method) {
        return new Advice(
                "close-session",
                "close the "
                        + session
                        + " that "
                        + method
                        + " worked for, on every path: try (… session = …) { … }");
    }

    static Advice closeHolder(String method) {
        return new Advice(
                "close-holder", "close what " + method + " opened or returned, on every path");
    }
}
