package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.report.words.Timestamps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes values that JSON has no type for. */
record JsonValues(JsonAppendableWriter json) {
    void strings(String key, List<String> values) {
        json.array(key);
        for (String value : values) {
            json.value(value);
        }
        json.end();
    }

    void instant(String key, @Nullable Instant instant) {
        json.value(key, instant == null ? null : Timestamps.iso(instant));
    }
}
