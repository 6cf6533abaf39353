package io.github.sqliteleak.waits;

import java.util.List;

/**
 * A WAL that has grown because automatic checkpoints get nowhere.
 *
 * @param connectionId of the connection whose commit made it grow
 * @param bytes length of the WAL
 * @param sinceMillis from when on they got nowhere, since 1970
 * @param holders who reads from it, those that began first at the beginning; for {@link
 *     Reason#CHECKPOINTS_OFF} the connection for which they are off
 */
public record WalPin(
        long connectionId,
        String database,
        long bytes,
        long sinceMillis,
        Reason reason,
        List<LockHolder> holders) {
    /** What holds them up. */
    public enum Reason {
        /** Somebody who has read from it all the time. */
        READER("reader"),
        /** Readers of whom the next one began before the last one had ended. */
        READERS_IN_TURN("readers-in-turn"),
        /** There are none: {@code wal_autocheckpoint} is 0. */
        CHECKPOINTS_OFF("checkpoints-off"),
        /** Nobody is known who reads from it, where other processes cannot be looked at. */
        NOT_KNOWN("not-known");

        private final String json;

        Reason(String json) {
            this.json = json;
        }

        /** The name used in reports. */
        public String json() {
            return json;
        }
    }

    /** The same with other holders. */
    public WalPin with(List<LockHolder> others) {
        return new WalPin(connectionId, database, bytes, sinceMillis, reason, others);
    }

    /** The same WAL, grown further. */
    public WalPin grownTo(long newBytes) {
        return new WalPin(connectionId, database, newBytes, sinceMillis, reason, holders);
    }
}
