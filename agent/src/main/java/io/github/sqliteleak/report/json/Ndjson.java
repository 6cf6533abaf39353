package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import com.grack.nanojson.JsonWriter;
import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.words.Fix;
import io.github.sqliteleak.report.words.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A judgement as JSON lines: one leak site of one JVM is one object on one line, and no value is an
 * object or an array, so that any table takes it. All lines have the same fields.
 */
public final class Ndjson implements JudgementRenderer {
    private static final int STACK = 4_000;

    private final @Nullable String file;

    /**
     * @param file where the report of the JVM is; null when it is in no file
     */
    public Ndjson(@Nullable String file) {
        this.file = file;
    }

    @Override
    public String render(Judgement judgement) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : judgement.findings()) {
            JsonAppendableWriter json = JsonWriter.on(text);
            json.object();
            writeJvm(json, judgement);
            writeFinding(json, finding);
            writeConnections(json, finding.group());
            json.end().done();
            text.append('\n');
        }
        return Utf8Text.wellFormed(text.toString());
    }

    /** Of several JVMs nothing is said: a line is of one. */
    private void writeJvm(JsonAppendableWriter json, Judgement judgement) {
        List<JvmInfo> jvms = judgement.merged().jvms();
        JvmInfo jvm = jvms.size() == 1 ? jvms.get(0) : null;
        ExitKind exit = jvm == null ? null : jvm.exit();
        json.value("schema", JsonReport.SCHEMA);
        json.value("toolVersion", Tool.version());
        json.value("file", file);
        json.value("main", jvm == null ? null : jvm.main());
        json.value("pid", jvm == null ? null : (Number) jvm.pid());
        json.value("java", jvm == null ? null : jvm.java());
        json.value("startedAt", jvm == null ? null : iso(jvm.startedAt()));
        json.value("endedAt", jvm == null ? null : iso(jvm.endedAt()));
        json.value("exit", exit == null ? null : exit.json());
        json.value("complete", judgement.completeness().complete());
    }

    private static void writeFinding(JsonAppendableWriter json, Finding finding) {
        LeakSite group = finding.group();
        json.value("status", finding.status().json());
        json.value("baseline", (Number) finding.baseline());
        json.value("suppressedBy", finding.suppressedBy());
        json.value("fingerprint", group.fingerprint());
        json.value("count", group.count());
        json.value("owner", group.owner());
        json.value("site", group.site().line());
        json.value("openSite", group.openSite());
        json.value("ownCode", group.site().own());
        json.value("advice", Fix.code(group));
        json.value("fix", String.join("; ", Fix.lines(group)));
        for (LeakKind kind : LeakKind.values()) {
            json.value(column(kind), group.kinds().getOrDefault(kind, 0));
        }
    }

    /** What the connections shown have in common, or the worst of them. */
    private static void writeConnections(JsonAppendableWriter json, LeakSite group) {
        Boolean inTransaction = null;
        Long longest = null;
        Instant first = null;
        for (LeakedConnection connection : group.connections()) {
            Boolean open = connection.inTransaction();
            inTransaction =
                    (open == null || Boolean.TRUE.equals(inTransaction)) ? inTransaction : open;
            longest = longer(longest, connection.open());
            Instant at = connection.openedAt();
            first = first == null || at.isBefore(first) ? at : first;
        }
        json.value("database", group.databases().stream().findFirst().orElse(null));
        json.value("databases", group.databases().size());
        json.value("test", group.tests().stream().findFirst().orElse(null));
        json.value("tests", group.tests().size());
        json.value("firstOpenedAt", iso(first));
        json.value("longestOpenMillis", (Number) longest);
        if (inTransaction == null) {
            json.nul("inTransaction");
        } else {
            json.value("inTransaction", inTransaction.booleanValue());
        }
        json.value("openStack", stack(group.openStack()));
    }

    private static Long longer(@Nullable Long longest, Duration open) {
        return longest == null ? open.toMillis() : Math.max(longest, open.toMillis());
    }

    /** A frame a line, as many as there is room for. */
    private static String stack(List<String> frames) {
        StringBuilder stack = new StringBuilder();
        for (String frame : frames) {
            if (stack.length() + frame.length() > STACK) {
                break;
            }
            stack.append(stack.length() == 0 ? "" : "\n").append(frame);
        }
        return stack.toString();
    }

    /** {@code openAtExit} for {@code open-at-exit}. */
    private static String column(LeakKind kind) {
        StringBuilder column = new StringBuilder();
        for (String word : kind.json().split("-", -1)) {
            column.append(
                    column.length() == 0
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return column.toString();
    }

    private static @Nullable String iso(@Nullable Instant instant) {
        return instant == null ? null : Timestamps.iso(instant);
    }
}
