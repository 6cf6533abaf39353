package io.github.sqliteleak.it.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.felix.framework.FrameworkFactory;
import org.jboss.modules.DependencySpec;
import org.jboss.modules.JDKModuleFinder;
import org.jboss.modules.ModuleDependencySpecBuilder;
import org.jboss.modules.ModuleFinder;
import org.jboss.modules.ModuleLoadException;
import org.jboss.modules.ModuleLoader;
import org.jboss.modules.ModuleSpec;
import org.jboss.modules.ResourceLoader;
import org.jboss.modules.ResourceLoaderSpec;
import org.jboss.modules.ResourceLoaders;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/** Programs that have the driver in a container. First argument: its jar. */
public final class Containers {
    private Containers() {}

    /** The driver is a bundle. Further arguments: settings of the framework, {@code key=value}. */
    public static final class Felix {
        public static void main(String... args) throws Exception {
            Map<String, String> settings = new HashMap<>();
            settings.put("org.osgi.framework.storage", Path.of("bundles").toAbsolutePath() + "");
            for (String setting : List.of(args).subList(1, args.length)) {
                String[] parts = setting.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
            Framework framework = new FrameworkFactory().newFramework(settings);
            framework.start();
            try {
                Bundle driver =
                        framework.getBundleContext().installBundle(new File(args[0]).toURI() + "");
                driver.start();
                Loaders.useAndLeak(Loaders.newDriver(driver.loadClass("org.sqlite.JDBC")));
            } finally {
                // Its threads would keep the JVM.
                framework.stop();
                framework.waitForStop(0);
            }
        }
    }

    /** The driver is a module of JBoss Modules, as it is in WildFly. */
    public static final class JBoss {
        public static void main(String... args) throws Exception {
            ModuleFinder finder = (name, loader) -> name.equals("sqlite") ? module(args[0]) : null;
            ModuleLoader loader =
                    new ModuleLoader(new ModuleFinder[] {JDKModuleFinder.getInstance(), finder});
            Loaders.useAndLeak(Loaders.driver(loader.loadModule("sqlite").getClassLoader()));
        }

        private static ModuleSpec module(String jar) throws ModuleLoadException {
            ModuleSpec.Builder module =
                    ModuleSpec.build("sqlite").addDependency(DependencySpec.OWN_DEPENDENCY);
            for (String name : List.of("java.base", "java.sql", "java.logging")) {
                module.addDependency(new ModuleDependencySpecBuilder().setName(name).build());
            }
            try {
                ResourceLoader driver = ResourceLoaders.createJarResourceLoader(new JarFile(jar));
                return module.addResourceRoot(ResourceLoaderSpec.createResourceLoaderSpec(driver))
                        .create();
            } catch (IOException e) {
                throw new ModuleLoadException(e);
            }
        }
    }
}
