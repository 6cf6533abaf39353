package io.github.sqliteleak.weave;

import java.util.Arrays;

/** What a user can do so that a class loader finds the agent, by the container it belongs to. */
final class ContainerCure {
    /** For loaders that have the agent's above them and do not ask it for everything. */
    static final String ASK_PARENT =
            "put the package io.github.sqliteleak and those below it among those that it takes from"
                    + " its parent";

    private static final String ASK_APPLICATION =
            "let it take the package io.github.sqliteleak and those below it from the class loader"
                    + " of the class path";

    private static final String OSGI =
            "start the OSGi framework with"
                    + " org.osgi.framework.bootdelegation=io.github.sqliteleak.* and"
                    + " org.osgi.framework.bundle.parent=app";

    private static final String JBOSS_PROPERTY = "jboss.modules.system.pkgs";
    private static final String AGENT = "io.github.sqliteleak";

    private ContainerCure() {}

    /**
     * @param loader the driver's, of the container or below it
     */
    static String of(ClassLoader loader) {
        for (ClassLoader up = loader; up != null; up = up.getParent()) {
            if (up == DriverLoader.OF_AGENT) {
                return ASK_PARENT;
            }
            for (Class<?> type = up.getClass(); type != null; type = type.getSuperclass()) {
                if (type.getName().startsWith("org.jboss.modules.")) {
                    return jboss();
                }
                if (isOsgi(type)) {
                    return OSGI;
                }
            }
        }
        return ASK_APPLICATION;
    }

    /** Packages that are in force already, as Byteman's in WildFly, are named with the new one. */
    private static String jboss() {
        String packages = System.getProperty(JBOSS_PROPERTY, "").strip();
        boolean alone = packages.isEmpty() || Arrays.asList(packages.split(",")).contains(AGENT);
        return "start the JVM with -D"
                + JBOSS_PROPERTY
                + '='
                + AGENT
                + (alone ? "" : ',' + packages);
    }

    /** By the interface that the loaders of all frameworks have. */
    private static boolean isOsgi(Class<?> type) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (implemented.getName().equals("org.osgi.framework.BundleReference")
                    || isOsgi(implemented)) {
                return true;
            }
        }
        return false;
    }
}
