package io.github.sqliteleak.missioncontrol;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.IUnit;
import org.openjdk.jmc.common.unit.UnitLookup;

/** An event, its fields by name; a field that it lacks is unknown. */
final class RecordedEvent {
    private final IItem item;
    private final Map<String, IMemberAccessor<?, IItem>> fields;

    RecordedEvent(IItem item, Map<String, IMemberAccessor<?, IItem>> fields) {
        this.item = item;
        this.fields = fields;
    }

    /** What reads the fields of events of this type. */
    static Map<String, IMemberAccessor<?, IItem>> fieldsOf(IType<IItem> type) {
        Map<String, IMemberAccessor<?, IItem>> fields = new HashMap<>();
        for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
            fields.put(key.getIdentifier(), type.getAccessor(key));
        }
        return fields;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Null when unknown or empty. */
    @Nullable String text(String field) {
        return value(field) instanceof String text && !text.isEmpty() ? text : null;
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(value(field));
    }

    /** A number without a unit; 0 when unknown. */
    long number(String field) {
        Object value = value(field);
        if (value instanceof IQuantity quantity) {
            return quantity.longValue();
        }
        return value instanceof Number number ? number.longValue() : 0;
    }

    double seconds(String field) {
        return in(UnitLookup.SECOND, field);
    }

    double bytes(String field) {
        return in(UnitLookup.BYTE, field);
    }

    /** From its beginning to its end. */
    double seconds() {
        return seconds("duration");
    }

    /** Since the epoch. */
    double endSeconds() {
        return value("startTime") instanceof IQuantity start
                ? start.doubleValueIn(UnitLookup.EPOCH_S) + seconds()
                : 0;
    }

    @Nullable IMCStackTrace stack() {
        return value("stackTrace") instanceof IMCStackTrace stack ? stack : null;
    }

    private double in(IUnit unit, String field) {
        return value(field) instanceof IQuantity quantity
                        && quantity.getType().equals(unit.getContentType())
                ? quantity.doubleValueIn(unit)
                : 0;
    }

    private @Nullable Object value(String field) {
        IMemberAccessor<?, IItem> accessor = fields.get(field);
        return accessor == null ? null : accessor.getMember(item);
    }
}
