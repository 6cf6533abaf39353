package io.github.sqliteleak.missioncontrol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.Aggregators;
import org.openjdk.jmc.common.item.IAggregator;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.jdk.JdkAttributes;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit.EventAvailability;

/** A recording, or the part of it that is being looked at. */
final class RecordingView {
    private static final String ENABLED = "enabled";

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

    /** Whether there is such an event, or could have been one. */
    boolean knows(String name) {
        return RulesToolkit.getEventAvailability(items, name) != EventAvailability.UNKNOWN;
    }

    /**
     * Whether the event was turned off all the time. Mission Control's own answer counts settings,
     * and fails when they were written twice, as they are for events that are registered while a
     * recording runs.
     */
    boolean isOff(String name) {
        @Nullable Set<String> values =
                items.apply(RulesToolkit.getSettingsFilter(ENABLED, name))
                        .getAggregate(
                                (IAggregator<Set<String>, ?>)
                                        Aggregators.distinct(JdkAttributes.REC_SETTING_VALUE));
        return values != null && values.equals(Set.of("false"));
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
