package io.github.sqliteleak.moment;

import org.jspecify.annotations.Nullable;

/** Why a thread waits for another one, in words that follow its name. */
final class MomentWords {
    private MomentWords() {}

    static String lockWait(Waiter wait, OpenConnection held, HolderThread by) {
        boolean own = wait.threadId() != null && wait.threadId() == by.id();
        return "waits on connection "
                + wait.connectionId()
                + at(wait.site())
                + " for the lock of "
                + (own ? "its own connection " : "connection ")
                + held.id()
                + (own ? "" : " of thread \"" + by.name() + '"')
                + since(held);
    }

    static String poolWait(PoolWait wait, OpenConnection lent, HolderThread by) {
        OpenConnection.Lent borrowed = lent.lent();
        boolean own = wait.waitingThreads().contains(by.id());
        String last = wait.lent().size() == 1 ? "the only connection" : "a connection";
        return "waits for pool "
                + wait.pool()
                + ", which has none left: "
                + (own && wait.waitingThreads().size() == 1 ? "it" : "thread \"" + by.name() + '"')
                + " has borrowed "
                + last
                + " ("
                + lent.id()
                + ")"
                + at(borrowed == null ? lent.site() : borrowed.site());
    }

    static String javaLock(String owner) {
        return "waits for a Java lock of thread \"" + owner + '"';
    }

    private static String since(OpenConnection held) {
        OpenConnection.Transaction transaction = held.transaction();
        return transaction == null || transaction.site() == null
                ? at(held.site())
                : ", in a transaction begun at " + transaction.site();
    }

    private static String at(@Nullable String site) {
        return site == null ? "" : " at " + site;
    }
}
