package io.github.sqliteleak.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The files {@code TEST-*.xml} of a module. Surefire writes the system properties of the JVM into
 * each, and by one of them it is seen whether that JVM had the agent.
 *
 * @param withAgent of JVMs that had it for certain
 * @param others of JVMs that did not, that got it by hand, or whose properties are not written
 */
record TestResults(List<Path> withAgent, List<Path> others) {
    /** Stands beside the agent in the arguments of a JVM, so it is there when the agent is. */
    static final String MARK = "sqlite-leak.agent";

    boolean isEmpty() {
        return withAgent.isEmpty() && others.isEmpty();
    }

    int size() {
        return withAgent.size() + others.size();
    }

    /**
     * Finds the results.
     *
     * @param since milliseconds since 1970; older ones are of an earlier build
     */
    static TestResults in(List<Path> folders, long since) throws IOException {
        List<Path> withAgent = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                for (Path file : files) {
                    if (Files.getLastModifiedTime(file).toMillis() >= since) {
                        (isMarked(file) ? withAgent : others).add(file);
                    }
                }
            }
        }
        Collections.sort(withAgent);
        Collections.sort(others);
        return new TestResults(withAgent, others);
    }

    private static boolean isMarked(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("testcase")) {
                    return false;
                }
                if (xml.getLocalName().equals("property")
                        && MARK.equals(xml.getAttributeValue(null, "name"))) {
                    return true;
                }
            }
        } catch (XMLStreamException e) {
            // Cut off, as when the JVM was killed: nothing is known.
            return false;
        }
        return false;
    }
}
