package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.sqliteleak.report.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JSON report as it was written. */
record Report(Path file, String text, JsonObject json) {
    static Report read(Path file) {
        try {
            String text = Files.readString(file);
            if (!file.toString().endsWith(".started.json")) {
                Schema.assertReport(text);
            }
            return new Report(file, text, JsonParser.object().from(text));
        } catch (IOException | JsonParserException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    String exit() {
        return json.getObject("jvm").getString("exit");
    }

    int total(String name) {
        return json.getObject("totals").getInt(name, -1);
    }

    List<JsonObject> leaks() {
        return objects(json.getArray("leaks"));
    }

    List<JsonObject> lockWaits() {
        return objects(json.getArray("lockWaits"));
    }

    List<JsonObject> settings() {
        return objects(json.getArray("settings"));
    }

    List<JsonObject> usedAfterClose() {
        return objects(json.getArray("usedAfterClose"));
    }

    List<JsonObject> databases() {
        return objects(json.getArray("databases"));
    }

    /** The only group of leaks. */
    JsonObject leak() {
        assertThat(leaks()).as("leaks in %s", text).hasSize(1);
        return leaks().get(0);
    }

    /** The only leaked connection. */
    JsonObject connection() {
        List<JsonObject> connections = objects(leak().getArray("connections"));
        assertThat(connections).as("connections in %s", text).hasSize(1);
        return connections.get(0);
    }

    /** The only database. */
    JsonObject database() {
        assertThat(databases()).as("databases in %s", text).hasSize(1);
        return databases().get(0);
    }

    /** The group that was opened in this method of a class. */
    JsonObject openedIn(Class<?> type, String method) {
        String place = type.getName() + '.' + method + '(';
        List<JsonObject> found =
                leaks().stream()
                        .filter(leak -> leak.getString("openSite").startsWith(place))
                        .toList();
        assertThat(found).as("leaks opened in %s in %s", place, text).hasSize(1);
        return found.get(0);
    }

    /** Fails unless the totals add up, with each connection that is shown in one group. */
    Report addsUp() {
        int grouped = leaks().stream().mapToInt(leak -> leak.getInt("count")).sum();
        assertThat(grouped).isEqualTo(total("leaked") + aside());
        assertThat(total("opened"))
                .as("totals in %s", text)
                .isEqualTo(total("closed") + total("leaked") + total("excluded") + aside());
        return this;
    }

    /** What was open at the end and is no leak. */
    private int aside() {
        return total("inUseAtExit") + total("openedDuringExit");
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
