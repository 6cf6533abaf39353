package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.w3c.dom.Element;

/** The packaged jar as Mission Control takes it from its dropins. */
class BundleIT {
    @TempDir Path folder;

    @Test
    void isAnIndividualSingletonBundle() throws IOException {
        try (JarFile jar = new JarFile(Forked.RULES.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Bundle-ManifestVersion")).isEqualTo("2");
            assertThat(manifest.getValue("Bundle-SymbolicName"))
                    .isEqualTo("io.github.sqliteleak.missioncontrol;singleton:=true");
            assertThat(manifest.getValue("Bundle-Version")).matches("\\d+\\.\\d+\\.\\d+(\\.\\w+)?");
            assertThat(manifest.getValue("Import-Package").split(","))
                    .contains("org.openjdk.jmc.flightrecorder.rules")
                    .allMatch(name -> name.startsWith("org.openjdk.jmc."));
            assertThat(manifest.getValue("Require-Capability")).contains("(version=17)");
        }
    }

    @Test
    void offersItsRulesAtMissionControlsExtensionPoint() throws Exception {
        try (JarFile jar = new JarFile(Forked.RULES.toFile());
                InputStream xml = jar.getInputStream(jar.getEntry("plugin.xml"))) {
            Element plugin =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(xml)
                            .getDocumentElement();

            assertThat(plugin.getTagName()).isEqualTo("plugin");
            Element extension = (Element) plugin.getElementsByTagName("extension").item(0);
            assertThat(extension.getAttribute("point"))
                    .isEqualTo("org.openjdk.jmc.flightrecorder.rules.ruleProvider");
            assertThat(extension.getElementsByTagName("ruleProvider").getLength()).isOne();
        }
    }

    @Test
    void holdsNothingOfOthers() throws IOException {
        try (JarFile jar = new JarFile(Forked.RULES.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains(
                            "META-INF/services/org.openjdk.jmc.flightrecorder.rules.IRule",
                            "META-INF/LICENSE")
                    .filteredOn(name -> name.endsWith(".class"))
                    .allMatch(name -> name.startsWith("io/github/sqliteleak/missioncontrol/"));
        }
    }

    /** Mission Control looks for services with the class loader of each bundle at that point. */
    @Test
    void resolvesBesideMissionControlsBundles() throws Exception {
        Framework framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        folder.toString(),
                                        Constants.FRAMEWORK_STORAGE_CLEAN,
                                        "onFirstInit"));
        framework.start();
        try {
            List<Bundle> bundles = new ArrayList<>();
            String[] theirs = {
                Forked.jars("encoder"),
                Forked.jars("lz4"),
                Forked.jars("common-9"),
                Forked.jars("flightrecorder-9"),
                Forked.jars("flightrecorder.rules-9")
            };
            for (String jar : theirs) {
                bundles.add(install(framework, Path.of(jar)));
            }
            Bundle rules = install(framework, Forked.RULES);
            bundles.add(rules);
            for (Bundle bundle : bundles) {
                bundle.start();
            }

            ClassLoader loader = rules.adapt(BundleWiring.class).getClassLoader();
            Class<?> service = loader.loadClass("org.openjdk.jmc.flightrecorder.rules.IRule");
            assertThat(ServiceLoader.load(service, loader))
                    .hasSize(6)
                    .allSatisfy(
                            rule -> assertThat(rule.getClass().getClassLoader()).isSameAs(loader));
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
    }

    private static Bundle install(Framework framework, Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }
}
