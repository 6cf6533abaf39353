package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.SettingNote;
import java.util.ArrayList;
import java.util.List;

/** The part of the JSON report about settings that are not in force, written and read. */
final class SettingsJson {
    private SettingsJson() {}

    static void write(JsonAppendableWriter json, List<SettingNote> settings) {
        json.array("settings");
        for (SettingNote note : settings) {
            json.object();
            json.value("database", note.database());
            json.value("setting", note.setting());
            json.value("asked", note.asked());
            json.value("actual", note.actual());
            json.value("site", note.site());
            json.value("advice", note.advice());
            json.end();
        }
        json.end();
    }

    /** Empty for a report of a version that had no such part. */
    static List<SettingNote> read(JsonFields report) throws ReportFormatException {
        List<SettingNote> settings = new ArrayList<>();
        for (JsonFields note : report.children("settings")) {
            settings.add(
                    new SettingNote(
                            note.text("database"),
                            note.text("setting"),
                            note.text("asked"),
                            note.text("actual"),
                            note.textOrNull("site"),
                            note.text("advice")));
        }
        return settings;
    }
}
