package io.github.sqliteleak.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** JMX's open types as maps and lists, which any writer of JSON knows. */
final class OpenValues {
    private OpenValues() {}

    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof CompositeData row) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (String key : row.getCompositeType().keySet()) {
                map.put(key, plain(row.get(key)));
            }
            return map;
        }
        if (value instanceof TabularData table) {
            return list(table.values().toArray());
        }
        return value instanceof Object[] array ? list(array) : value;
    }

    private static List<@Nullable Object> list(Object[] values) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(plain(value));
        }
        return list;
    }
}
