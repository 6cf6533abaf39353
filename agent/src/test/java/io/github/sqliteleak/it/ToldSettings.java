package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.util.List;

/** What a JVM told of settings. */
final class ToldSettings {
    private ToldSettings() {}

    static JsonObject onlySetting(EndedJvm ended, String kind) {
        List<JsonObject> settings = ended.report().addsUp().settings();
        assertThat(settings).as("settings of %s", ended).hasSize(1);
        JsonObject setting = settings.get(0);
        assertThat(setting.getString("setting")).isEqualTo(kind);
        assertThat(setting.getString("advice")).isNotBlank();
        return setting;
    }

    static void isToldOnce(EndedJvm ended, String line) {
        assertThat(ended.err().lines().filter(each -> each.contains(line)))
                .as("lines of %s", ended)
                .singleElement()
                .asString()
                .startsWith("sqlite-leak-agent: ");
        assertThat(ended.err())
                .containsPattern("\n  1 (setting asked for|warning about)")
                .endsWith(", printed above and in the JSON report\n");
    }

    static void isSilent(EndedJvm ended) {
        assertThat(ended.hasNoLeak().settings()).isEmpty();
    }
}
