package io.github.sqliteleak.report.ci;

import com.grack.nanojson.JsonStringWriter;
import io.github.sqliteleak.blame.Fingerprint;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.StackFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One leak site as a SARIF result. */
final class SarifResult {
    private static final int FLOW_LOCATIONS = 30;

    private final JsonStringWriter json;
    private final SourceRoots sources;

    SarifResult(JsonStringWriter json, SourceRoots sources) {
        this.json = json;
        this.sources = sources;
    }

    /**
     * Writes the result.
     *
     * @param number which of the results with this fingerprint it is, from 1
     */
    void write(Finding finding, int number, boolean baselined) {
        LeakSite group = finding.group();
        SourceLocation location = sources.locate(group);
        List<String> lines = LeakText.lines(finding, location);
        json.object();
        json.value("ruleId", Sarif.RULE).value("ruleIndex", 0);
        json.value("level", finding.status().fails() ? "error" : "note");
        Sarif.text(json, "message", LeakText.title(group) + ".\n" + String.join("\n", lines));
        json.array("locations").object();
        writePhysical(location);
        writeLogical(group);
        json.end().end();
        writeOthers(location);
        json.object("partialFingerprints");
        json.value("primaryLocationLineHash", group.fingerprint() + ':' + number);
        json.value("sqliteLeak/v1", group.fingerprint()).end();
        writeFlow(group);
        writeSuppressions(finding);
        if (baselined && finding.suppressedBy() == null) {
            json.value("baselineState", baselineState(finding.status()));
        }
        json.value("occurrenceCount", Math.max(group.count(), 1));
        json.object("properties").value("owner", group.owner());
        json.value("status", finding.status().json()).end();
        json.end();
    }

    /**
     * Writes a place where statements failed because of a lock.
     *
     * @param seen how many results there are of each fingerprint, this one added
     */
    void write(LockPlace place, Map<String, Integer> seen) {
        SourceLocation location = sources.locate(place.site());
        String fingerprint = Fingerprint.ofNames(place.names());
        int number = seen.merge(fingerprint, 1, Integer::sum);
        json.object();
        json.value("ruleId", LockPlace.RULE).value("ruleIndex", 1).value("level", "error");
        Sarif.text(json, "message", place.title() + ".\n" + String.join("\n", place.lines()));
        json.array("locations").object();
        writePhysical(location);
        json.end().end();
        json.object("partialFingerprints");
        json.value("primaryLocationLineHash", fingerprint + ':' + number);
        json.value("sqliteLeak/v1", fingerprint).end();
        json.end();
    }

    private void writePhysical(SourceLocation location) {
        json.object("physicalLocation").object("artifactLocation").value("uri", location.uri());
        if (!location.isAbsolute()) {
            json.value("uriBaseId", "%SRCROOT%");
        }
        json.end();
        json.object("region").value("startLine", location.line()).end();
        json.end();
    }

    private void writeOthers(SourceLocation location) {
        if (location.others().isEmpty()) {
            return;
        }
        json.array("relatedLocations");
        for (String other : location.others()) {
            json.object();
            writePhysical(new SourceLocation(other, location.line(), true));
            Sarif.text(json, "message", "or here: not known which source it is");
            json.end();
        }
        json.end();
    }

    private void writeLogical(LeakSite group) {
        String site = group.site().line();
        if (site != null) {
            StackFrame frame = StackFrame.parse(site);
            json.array("logicalLocations").object();
            json.value("fullyQualifiedName", frame.className() + '.' + frame.methodName());
            json.value("kind", "function").end().end();
        }
    }

    /**
     * From the outermost frame whose source is here over the site to what opened, then what is
     * still open.
     */
    private void writeFlow(LeakSite group) {
        List<SourceLocation> path = new ArrayList<>();
        for (String frame : group.openStack()) {
            SourceLocation location = sources.find(group, frame);
            if (location != null && path.size() < FLOW_LOCATIONS) {
                path.add(location);
            }
        }
        Collections.reverse(path);
        SourceLocation openSite = sources.find(group, group.openSite());
        SourceLocation site = sources.find(group, group.site().line());
        boolean below = !path.isEmpty() && !path.get(path.size() - 1).equals(openSite);
        if (path.isEmpty()) {
            path.add(sources.locate(group));
        }
        json.array("codeFlows").object().array("threadFlows").object().array("locations");
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            boolean atSite = path.get(i).equals(site);
            String end = "opened " + (below ? "below this call" : "here") + ", and never closed";
            writeStep(
                    path.get(i),
                    last ? end : atSite ? "calls, and has to close what it gets" : "calls");
        }
        for (LeakedConnection connection : group.connections()) {
            SourceLocation begun = sources.find(group, connection.transactionSite());
            if (begun != null) {
                writeStep(begun, "transaction begun here, and never ended");
                break;
            }
        }
        json.end().end().end().end().end();
    }

    private void writeStep(SourceLocation location, String message) {
        json.object().object("location");
        writePhysical(location);
        boolean sure = location.others().isEmpty();
        Sarif.text(
                json, "message", sure ? message : message + " (or in another source of that name)");
        json.end().end();
    }

    private void writeSuppressions(Finding finding) {
        json.array("suppressions");
        String pattern = finding.suppressedBy();
        if (pattern != null) {
            writeSuppression(pattern);
        } else if (finding.status() == FindingStatus.ALLOWED) {
            writeSuppression("--allow-pools");
        }
        json.end();
    }

    private void writeSuppression(String justification) {
        json.object().value("kind", "external").value("status", "accepted");
        json.value("justification", justification).end();
    }

    private static String baselineState(FindingStatus status) {
        if (status == FindingStatus.MORE) {
            return "updated";
        }
        return status == FindingStatus.KNOWN ? "unchanged" : "new";
    }
}
