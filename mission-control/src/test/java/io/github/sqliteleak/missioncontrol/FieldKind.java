package io.github.sqliteleak.missioncontrol;

import org.openjdk.jmc.common.unit.ContentType;
import org.openjdk.jmc.common.unit.UnitLookup;

/** What a field of an event holds, as Mission Control's parser tells it. */
enum FieldKind {
    TEXT(UnitLookup.PLAIN_TEXT),
    FLAG(UnitLookup.FLAG),
    /** An {@code int}. */
    COUNT(UnitLookup.NUMBER),
    /** A {@code long} that nobody is to add up. */
    ID(UnitLookup.RAW_NUMBER),
    MILLIS(UnitLookup.TIMESPAN),
    NANOS(UnitLookup.TIMESPAN),
    BYTES(UnitLookup.MEMORY),
    EPOCH_MILLIS(UnitLookup.TIMESTAMP);

    private final String contentType;

    FieldKind(ContentType<?> contentType) {
        this.contentType = contentType.getIdentifier();
    }

    /** The parser's identifier of it. */
    String contentType() {
        return contentType;
    }
}
