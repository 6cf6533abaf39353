package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.StackFrame;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.words.PlainText;
import io.github.sqliteleak.report.words.Words;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A judgement as JUnit XML: a test case for each leak site, failed when it fails the build and
 * skipped when it does not; a skipped one when data is incomplete; one that passed when nothing
 * leaked and all was judged.
 */
public final class JunitXml implements JudgementRenderer {
    private static final int MESSAGE = 4_000;

    @Override
    public String render(Judgement judgement) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            write(xml, judgement);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.append('\n').toString();
    }

    private static void write(XMLStreamWriter xml, Judgement judgement) throws XMLStreamException {
        List<Finding> findings = judgement.findings();
        int failures = judgement.failing().size();
        String incomplete = judgement.incomplete();
        LockGate locks = judgement.locks();
        int skipped = findings.size() - failures + (incomplete == null ? 0 : 1);
        int failed = failures + (judgement.failedLocks() == null ? 0 : 1);
        boolean noLeak = findings.isEmpty() && incomplete == null;
        int passed = (noLeak ? 1 : 0) + (locks == null || locks.fails() ? 0 : 1);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", Tool.NAME);
        xml.writeAttribute("tests", Integer.toString(failed + skipped + passed));
        xml.writeAttribute("failures", Integer.toString(failed));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Integer.toString(skipped));
        Set<String> names = new HashSet<>();
        for (Finding finding : findings) {
            writeCase(xml, finding, names);
        }
        if (locks != null) {
            writeLocks(xml, locks);
        }
        if (incomplete != null) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", Tool.NAME);
            xml.writeAttribute("name", judgement.hasReports() ? "incomplete data" : "no report");
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", Words.cut(PlainText.of(incomplete), MESSAGE));
            xml.writeEndElement();
        } else if (noLeak) {
            xml.writeEmptyElement("testcase");
            xml.writeAttribute("classname", Tool.NAME);
            xml.writeAttribute("name", "no leaked connection");
        }
        xml.writeCharacters("\n");
        if (!judgement.notes().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(lines(judgement.notes()));
            xml.writeEndElement();
        }
        if (!judgement.problems().isEmpty()) {
            xml.writeStartElement("system-err");
            xml.writeCharacters(lines(judgement.problems()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    /** A case of its own, which fails where more statements failed than may. */
    private static void writeLocks(XMLStreamWriter xml, LockGate locks) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", Tool.NAME);
        xml.writeAttribute("name", "lock timeouts");
        if (locks.fails()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", LockPlace.RULE);
            xml.writeAttribute("message", locks.line());
            for (LockPlace place : LockPlace.of(locks)) {
                List<String> lines = new ArrayList<>(place.lines());
                lines.set(0, place.title());
                xml.writeCharacters(lines(lines));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void writeCase(XMLStreamWriter xml, Finding finding, Set<String> names)
            throws XMLStreamException {
        LeakSite group = finding.group();
        StackFrame site = StackFrame.parse(group.site().line() == null ? "" : group.site().line());
        String className = site.className().isEmpty() ? Tool.NAME : site.className();
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", PlainText.of(className));
        xml.writeAttribute("name", PlainText.of(name(finding, site, names)));
        if (finding.status().fails()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", "sqlite-leak");
            xml.writeAttribute(
                    "message", LeakText.title(group) + ", opened at " + LeakText.site(group));
            xml.writeCharacters(lines(LeakText.lines(finding)) + stack(group));
            xml.writeEndElement();
        } else {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", PlainText.of(excuse(finding)));
        }
        xml.writeEndElement();
    }

    /**
     * A site has a case for each of its states and owners, and servers distinguish cases by their
     * names. The first one keeps the plain name.
     */
    private static String name(Finding finding, StackFrame site, Set<String> names) {
        LeakSite group = finding.group();
        String method = site.methodName().isEmpty() ? "unknown place" : site.methodName();
        String name = method + " leaks a connection [" + group.fingerprint() + ']';
        String state = finding.status().fails() ? "" : ", " + excuse(finding);
        for (String more : List.of("", state, state + ", of " + group.owner())) {
            if (names.add(site.className() + '#' + name + more)) {
                return name + more;
            }
        }
        // Of one pattern given twice, or names that differ in nothing: left to the server.
        return name + state + ", of " + group.owner();
    }

    private static String excuse(Finding finding) {
        if (finding.suppressedBy() != null) {
            return "suppressed by " + finding.suppressedBy();
        }
        if (finding.status() == FindingStatus.OPEN) {
            return "open when the tests had ended, in a JVM that has not come to its end";
        }
        if (finding.status() == FindingStatus.IN_USE) {
            return "in use at exit, no leak";
        }
        if (finding.status() == FindingStatus.DURING_EXIT) {
            return "opened while the JVM was ending, no leak";
        }
        return finding.status() == FindingStatus.KNOWN ? "in the baseline" : "of a pool, allowed";
    }

    private static String lines(List<String> lines) {
        StringBuilder text = new StringBuilder("\n");
        for (String line : lines) {
            text.append(PlainText.of(line)).append('\n');
        }
        return text.toString();
    }

    private static String stack(LeakSite group) {
        StringBuilder text = new StringBuilder();
        for (String frame : group.openStack()) {
            text.append("    at ").append(PlainText.of(frame)).append('\n');
        }
        return text.toString();
    }
}
