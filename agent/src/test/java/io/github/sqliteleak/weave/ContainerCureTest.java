package io.github.sqliteleak.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.jboss.modules.ModuleFinder;
import org.jboss.modules.ModuleLoadException;
import org.jboss.modules.ModuleLoader;
import org.jboss.modules.ModuleSpec;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;

class ContainerCureTest {
    private static final ClassLoader BUNDLE = new BundleLoader();

    @Test
    void namesTheSettingsOfOsgiForABundle() {
        assertThat(ContainerCure.of(BUNDLE))
                .isEqualTo(
                        "start the OSGi framework with"
                                + " org.osgi.framework.bootdelegation=io.github.sqliteleak.* and"
                                + " org.osgi.framework.bundle.parent=app");
    }

    @Test
    void looksForTheContainerAboveTheLoader() {
        assertThat(ContainerCure.of(below(below(BUNDLE)))).isEqualTo(ContainerCure.of(BUNDLE));
    }

    @Test
    void namesThePropertyOfJBossModules() throws ModuleLoadException {
        ModuleFinder finder = (name, loader) -> ModuleSpec.build(name).create();
        ClassLoader module = new ModuleLoader(finder).loadModule("empty").getClassLoader();

        assertThat(ContainerCure.of(below(module)))
                .isEqualTo("start the JVM with -Djboss.modules.system.pkgs=io.github.sqliteleak");
    }

    @Test
    void asksForThePackageWhereTheAgentIsAbove() {
        assertThat(ContainerCure.of(below(below(DriverLoader.OF_AGENT))))
                .isEqualTo(ContainerCure.ASK_PARENT);
    }

    @Test
    void asksForTheLoaderOfTheClassPathWhereItIsNotAbove() {
        assertThat(ContainerCure.of(below(ClassLoader.getPlatformClassLoader())))
                .isEqualTo(ContainerCure.of(below(null)))
                .endsWith("from the class loader of the class path");
    }

    private static ClassLoader below(ClassLoader parent) {
        return new URLClassLoader(new URL[0], parent);
    }

    /** As all frameworks have them. */
    private static final class BundleLoader extends ClassLoader implements BundleReference {
        @Override
        public Bundle getBundle() {
            throw new UnsupportedOperationException();
        }
    }
}
