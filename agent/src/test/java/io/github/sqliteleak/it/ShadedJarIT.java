package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the jar and what is not. */
class ShadedJarIT {
    private static final String WOVEN_AHEAD = "io/github/sqliteleak/weave/woven/";

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(Build.agentJar().toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void holdsOurPackagesOnly() {
        assertThat(names())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("io/github/sqliteleak/"));
    }

    @Test
    void holdsOfOthersWhatItNeedsOnly() {
        assertThat(names())
                .filteredOn(name -> name.startsWith("io/github/sqliteleak/shaded/"))
                .filteredOn(name -> name.endsWith("/"))
                .containsExactlyInAnyOrder(
                        "io/github/sqliteleak/shaded/",
                        "io/github/sqliteleak/shaded/asm/",
                        "io/github/sqliteleak/shaded/jte/",
                        "io/github/sqliteleak/shaded/jte/html/",
                        "io/github/sqliteleak/shaded/jte/html/escape/",
                        "io/github/sqliteleak/shaded/jte/html/policy/",
                        "io/github/sqliteleak/shaded/jte/html/support/",
                        "io/github/sqliteleak/shaded/jte/output/",
                        "io/github/sqliteleak/shaded/jte/runtime/",
                        "io/github/sqliteleak/shaded/jte/support/",
                        "io/github/sqliteleak/shaded/jline/",
                        "io/github/sqliteleak/shaded/jline/terminal/",
                        "io/github/sqliteleak/shaded/jline/terminal/impl/",
                        "io/github/sqliteleak/shaded/jline/terminal/impl/exec/",
                        "io/github/sqliteleak/shaded/jline/terminal/spi/",
                        "io/github/sqliteleak/shaded/jline/utils/",
                        "io/github/sqliteleak/shaded/nanojson/",
                        "io/github/sqliteleak/shaded/picocli/");
        assertThat(jar.getEntry("io/github/sqliteleak/shaded/asm/ClassReader.class")).isNotNull();
        assertThat(jar.getEntry("io/github/sqliteleak/shaded/nanojson/JsonWriter.class"))
                .isNotNull();
    }

    @Test
    void holdsNothingElse() {
        assertThat(names())
                .filteredOn(name -> !name.endsWith("/") && !name.endsWith(".class"))
                .filteredOn(name -> !name.startsWith("io/github/sqliteleak/shaded/jline/utils/"))
                .filteredOn(name -> !name.startsWith(WOVEN_AHEAD))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/licenses/ASM",
                        "META-INF/licenses/JLine",
                        "META-INF/licenses/picocli",
                        "META-INF/sbom/application.cdx.json",
                        "META-INF/services/org.junit.platform.launcher.TestExecutionListener",
                        "META-INF/maven/io.github.sqliteleak/sqlite-leak-agent/pom.properties",
                        "META-INF/maven/io.github.sqliteleak/sqlite-leak-agent/pom.xml",
                        "io/github/sqliteleak/report/html/report.css",
                        "io/github/sqliteleak/report/html/report.js",
                        "io/github/sqliteleak/cli/baseline.schema.json",
                        "io/github/sqliteleak/cli/report.schema.json",
                        "io/github/sqliteleak/cli/sqlite.jfc",
                        "io/github/sqliteleak/cli/sqlite-investigation.jfc",
                        "io/github/sqliteleak/report/tool.properties");
    }

    @Test
    void holdsDriversThatWereWovenAhead() {
        assertThat(names())
                .filteredOn(name -> name.startsWith(WOVEN_AHEAD) && !name.endsWith("/"))
                .hasSize(6)
                .contains(WOVEN_AHEAD + "busy-handler")
                .allMatch(name -> name.matches(WOVEN_AHEAD + "(busy-handler|[0-9a-f]+-\\d+)"));
    }

    @Test
    void namesNoClassThatIsNotInside() throws IOException {
        for (String name : names()) {
            if (name.endsWith(".class")) {
                assertThat(text(name))
                        .as(name)
                        .doesNotContain(
                                "net/bytebuddy/",
                                "com/grack/",
                                "Lpicocli/",
                                "gg/jte/",
                                "org/jline/");
            }
        }
    }

    @Test
    void offersTheTestPlatformAListenerAndLeavesItsTypesAlone() throws IOException {
        assertThat(text("META-INF/services/org.junit.platform.launcher.TestExecutionListener"))
                .isEqualTo("io.github.sqliteleak.tests.TestPlanListener\n");
        assertThat(text("io/github/sqliteleak/tests/TestPlanListener.class"))
                .contains("org/junit/platform/launcher/TestExecutionListener")
                .doesNotContain("shaded");
    }

    /** It may be defined in a loader where none of the agent's other classes are. */
    @Test
    void hasAListenerOfOneClass() {
        assertThat(names())
                .filteredOn(name -> name.contains("TestPlanListener"))
                .containsExactly("io/github/sqliteleak/tests/TestPlanListener.class");
    }

    @Test
    void usesAnnotationsThatCameWithJdk25() throws IOException {
        assertThat(text("io/github/sqliteleak/flight/TransactionEvent.class"))
                .contains("Ljdk/jfr/Contextual;", "Ljdk/jfr/Throttle;")
                .doesNotContain("flight/Contextual", "flight/Throttle");
        assertThat(names())
                .contains("io/github/sqliteleak/flight/TransactionEvent.class")
                .doesNotContain(
                        "io/github/sqliteleak/flight/Contextual.class",
                        "io/github/sqliteleak/flight/Throttle.class");
    }

    @Test
    void carriesTheLicencesOfWhatIsInside() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License").contains("Version 2.0");
        assertThat(text("META-INF/licenses/ASM")).contains("INRIA").contains("Redistribution");
        assertThat(text("META-INF/licenses/JLine")).contains("JLine", "Redistribution");
        assertThat(text("META-INF/NOTICE"))
                .contains(
                        "sqlite-leak-agent",
                        "ASM",
                        "Byte Buddy",
                        "nanojson",
                        "picocli",
                        "jte",
                        "JLine")
                .contains("Rafael Winterhalter", "The nanojson Authors");
    }

    @Test
    void statesInItsManifestWhatTheJvmNeeds() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Premain-Class"))
                .isEqualTo("io.github.sqliteleak.launch.AgentLauncher");
        assertThat(manifest.getValue("Implementation-Title")).isEqualTo("sqlite-leak-agent");
        assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(manifest.getValue("Class-Path")).isNull();
        assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        assertThat(manifest.getValue("Multi-Release")).isNull();
    }

    @Test
    void hasEntriesThatJava8CanRead() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        for (String entry : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
            String file = manifest.getValue(entry).replace('.', '/') + ".class";
            assertThat(majorVersion(file)).as(entry).isEqualTo(52);
        }
        assertThat(majorVersion("io/github/sqliteleak/launch/JavaVersion.class")).isEqualTo(52);
    }

    private int majorVersion(String name) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    private List<String> names() {
        return jar.stream().map(ZipEntry::getName).toList();
    }

    /** Bytes as characters, which is enough to find names in class files. */
    private String text(String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
