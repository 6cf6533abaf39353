package io.github.sqliteleak.missioncontrol;

import static io.github.sqliteleak.missioncontrol.FieldKind.BYTES;
import static io.github.sqliteleak.missioncontrol.FieldKind.COUNT;
import static io.github.sqliteleak.missioncontrol.FieldKind.EPOCH_MILLIS;
import static io.github.sqliteleak.missioncontrol.FieldKind.FLAG;
import static io.github.sqliteleak.missioncontrol.FieldKind.ID;
import static io.github.sqliteleak.missioncontrol.FieldKind.MILLIS;
import static io.github.sqliteleak.missioncontrol.FieldKind.NANOS;
import static io.github.sqliteleak.missioncontrol.FieldKind.TEXT;

import java.util.LinkedHashMap;
import java.util.Map;

/** The agent's events and their fields: the public surface, written down a second time. */
final class EventTable {
    private static final Map<String, Map<String, FieldKind>> EVENTS = new LinkedHashMap<>();

    static {
        event("sqlite.ConnectionOpen", "url", TEXT, "readOnly", FLAG);
        event("sqlite.ConnectionClose", "lifetime", NANOS, "openSite", TEXT);
        field("sqlite.ConnectionClose", "openStack", TEXT);
        event("sqlite.PoolBorrow", "pool", TEXT, "site", TEXT, "borrowThread", TEXT);
        Object[] open = {
            "fingerprint",
            TEXT,
            "site",
            TEXT,
            "way",
            TEXT,
            "openSite",
            TEXT,
            "openStack",
            TEXT,
            "openThread",
            TEXT,
            "openedAt",
            EPOCH_MILLIS,
            "age",
            MILLIS,
            "openStatements",
            COUNT,
            "inTransaction",
            FLAG,
            "owner",
            TEXT,
            "test",
            TEXT
        };
        event("sqlite.OpenConnection", open);
        event("sqlite.ConnectionLeak", open);
        field("sqlite.ConnectionLeak", "kind", TEXT);
        Object[] wait = {
            "retries",
            COUNT,
            "operation",
            TEXT,
            "sql",
            TEXT,
            "holderConnectionId",
            ID,
            "holderThread",
            TEXT,
            "holderSite",
            TEXT,
            "holderPid",
            ID,
            "busyTimeout",
            MILLIS,
            "waiterSite",
            TEXT,
            "evidence",
            TEXT,
            "holderOpenSite",
            TEXT,
            "holderProcess",
            TEXT,
            "cause",
            TEXT,
            "causeSite",
            TEXT,
            "holderShare",
            MILLIS,
            "waiterStack",
            TEXT
        };
        event("sqlite.LockWait", wait);
        event("sqlite.LockTimeout", wait);
        field("sqlite.LockTimeout", "waited", MILLIS);
        field("sqlite.LockTimeout", "resultCode", TEXT);
        event(
                "sqlite.Transaction",
                "transactionId",
                ID,
                "mode",
                TEXT,
                "beginSite",
                TEXT,
                "outcome",
                TEXT,
                "statements",
                COUNT,
                "wrote",
                FLAG,
                "upgraded",
                FLAG);
        event(
                "sqlite.Checkpoint",
                "mode",
                TEXT,
                "busy",
                FLAG,
                "walFrames",
                COUNT,
                "checkpointedFrames",
                COUNT,
                "walBytesBefore",
                BYTES,
                "walBytesAfter",
                BYTES,
                "reason",
                TEXT);
        event(
                "sqlite.WalGrowth",
                "walBytes",
                BYTES,
                "since",
                EPOCH_MILLIS,
                "reason",
                TEXT,
                "holderSql",
                TEXT,
                "holderSite",
                TEXT,
                "holderOpenSite",
                TEXT,
                "holderThread",
                TEXT,
                "holderConnectionId",
                ID,
                "holderPid",
                ID);
        event(
                "sqlite.Statistics",
                "openConnections",
                COUNT,
                "peakOpen",
                COUNT,
                "leaked",
                COUNT,
                "lockWaits",
                COUNT,
                "activeTransactions",
                COUNT,
                "walBytes",
                BYTES,
                "internalErrors",
                COUNT);
        EVENTS.get("sqlite.Statistics").remove("connectionId");
        EVENTS.get("sqlite.Statistics").remove("database");
    }

    private EventTable() {}

    static Map<String, Map<String, FieldKind>> events() {
        return EVENTS;
    }

    private static void event(String name, Object... namesAndKinds) {
        EVENTS.put(name, new LinkedHashMap<>());
        field(name, "connectionId", ID);
        field(name, "database", TEXT);
        for (int i = 0; i < namesAndKinds.length; i += 2) {
            field(name, (String) namesAndKinds[i], (FieldKind) namesAndKinds[i + 1]);
        }
    }

    private static void field(String event, String name, FieldKind kind) {
        EVENTS.get(event).put(name, kind);
    }
}
