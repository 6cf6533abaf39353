package io.github.sqliteleak.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A file {@code TEST-*.xml}, or one of {@link PlainResults}. Surefire writes the system properties
 * of the JVM into the former, which tell what that JVM had.
 *
 * @param modifiedMillis milliseconds since 1970
 * @param withAgent false when it did not have the agent, got it by hand, or when that is unknown
 * @param withDriver whether sqlite-jdbc was on its class path; false as well when that is unknown
 * @param command main class or jar of the JVM, and its arguments; null when the file does not tell:
 *     it is not of Surefire, or without the properties
 */
record TestResult(
        Path file,
        long modifiedMillis,
        boolean withAgent,
        boolean withDriver,
        @Nullable String command) {
    /** Stands beside the agent in the arguments of a JVM, so it is there when the agent is. */
    static final String MARK = "sqlite-leak.agent";

    static TestResult read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        boolean agent = false;
        boolean driver = false;
        String command = null;
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("testcase")) {
                    // What follows is what tests have printed.
                    break;
                }
                if (xml.getLocalName().equals("property")) {
                    String name = String.valueOf(xml.getAttributeValue(null, "name"));
                    String value = String.valueOf(xml.getAttributeValue(null, "value"));
                    agent |= name.equals(MARK);
                    driver |= isClassPath(name) && value.contains("sqlite-jdbc");
                    command = name.equals("sun.java.command") ? value : command;
                }
            }
        } catch (XMLStreamException e) {
            // Cut off, as when the JVM was killed: what was read holds.
        }
        long modified = Files.getLastModifiedTime(file).toMillis();
        return new TestResult(file, modified, agent, driver, command);
    }

    static TestResult ofUnknownJvm(Path file) throws IOException {
        long modified = Files.getLastModifiedTime(file).toMillis();
        return new TestResult(file, modified, false, false, null);
    }

    private static boolean isClassPath(String property) {
        return property.endsWith(".class.path") || property.equals("jdk.module.path");
    }
}
