package io.github.sqliteleak.missioncontrol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit.EventAvailability;

/** A recording, or the part of it that is being looked at. */
final class RecordingView {
    private final IItemCollection items;

    RecordingView(IItemCollection items) {
        this.items = items;
    }

    List<RecordedEvent> events(String name) {
        List<RecordedEvent> events = new ArrayList<>();
        for (IItemIterable iterable : items.apply(ItemFilters.type(name))) {
            Map<String, IMemberAccessor<?, IItem>> fields =
                    RecordedEvent.fieldsOf(iterable.getType());
            for (IItem item : iterable) {
                events.add(new RecordedEvent(item, fields));
            }
        }
        return events;
    }

    /** Whether somebody turned the event off. */
    boolean isOff(String name) {
        return RulesToolkit.getEventAvailability(items, name) == EventAvailability.DISABLED;
    }

    /** From the first event of any kind to the end of the last; 0 when there is none. */
    double seconds() {
        @Nullable IQuantity start = RulesToolkit.getEarliestStartTime(items);
        @Nullable IQuantity end = RulesToolkit.getLatestEndTime(items);
        return start == null || end == null
                ? 0
                : end.subtract(start).doubleValueIn(UnitLookup.SECOND);
    }
}
