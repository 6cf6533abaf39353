package io.github.sqliteleak.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets every class pass but the driver's. Looks at names only; all that weaving needs is loaded
 * with the first class of a driver.
 */
public final class DriverTransformer implements ClassFileTransformer {
    /** What the name of the class of a handle ends with, whatever the driver's package. */
    private static final String HANDLE = "/core/DB";

    /** The class of a handle in drivers before 3.7.15. */
    private static final String OF_2012 = "org/sqlite/DB";

    private static final String OWN_PACKAGES = "io.github.sqliteleak.";

    private final WeavingListener listener;
    private final boolean watchLocks;
    private final Instrumentation instrumentation;
    private @Nullable DriverWeaving weaving;
    private volatile boolean idle;

    /**
     * @param watchLocks whether busy handling is woven too, for which the VM must have been given
     *     {@link #nativePrefix}
     */
    public DriverTransformer(
            WeavingListener listener, boolean watchLocks, Instrumentation instrumentation) {
        this.listener = listener;
        this.watchLocks = watchLocks;
        this.instrumentation = instrumentation;
    }

    /** What native methods that are woven begin with. */
    public static String nativePrefix() {
        return NativeGate.PREFIX;
    }

    /**
     * Weaves the drivers of which a class is loaded already, or leaves them alone and says so to
     * the listener. To be called when the transformer is at work, so that no class comes in
     * between.
     */
    public void weaveLoadedDrivers() {
        idle = false;
        if (isFirst()) {
            return;
        }
        for (Map.Entry<ClassLoader, Module> each :
                LoadedDrivers.loaders(instrumentation).entrySet()) {
            weaving().weaveLoaded(each.getKey(), each.getValue());
        }
    }

    /**
     * Drivers that were loaded before are as they were, and none is woven any more, until {@link
     * #weaveLoadedDrivers} is called again. What has got new members keeps them: no VM takes those
     * back.
     */
    public void takeBack() throws UnmodifiableClassException {
        idle = true;
        weaving().takeBack();
    }

    /**
     * As a rule the agent is the first for whom the application's class loader has loaded anything.
     * Then no driver can be there, and not all classes need to be looked through, of which a JVM
     * has hundreds by then.
     */
    private boolean isFirst() {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        for (Class<?> type : instrumentation.getInitiatedClasses(system)) {
            if (type.getClassLoader() != null && !type.getName().startsWith(OWN_PACKAGES)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null || loader == null) {
            return null;
        }
        if (!name.startsWith("org/sqlite/")) {
            if (name.endsWith(HANDLE)) {
                leaveAlone(name, classFile);
            }
            return null;
        }
        try {
            if (name.equals(OF_2012)) {
                listener.notWoven(
                        DriverWeaving.version(loader),
                        "it is older than 3.8.11.2, the oldest that this version follows");
                return null;
            }
            return idle
                    ? weaving().weaveBegun(loader, name, classFile)
                    : weaving().weave(loader, module, name, classFile);
        } catch (Throwable t) {
            listener.weavingFailed(t);
            return again(loader, name, classFile);
        }
    }

    /**
     * A driver is woven whole or not at all: where one class was left as it is, those that are
     * woven would look for what that one lacks, in the midst of the application.
     */
    private byte @Nullable [] again(ClassLoader loader, String name, byte[] classFile) {
        try {
            return weaving().weaveBegun(loader, name, classFile);
        } catch (Throwable t) {
            listener.weavingFailed(t);
            return null;
        }
    }

    /** Says so of a driver in another package, as of a fork or one that was repackaged. */
    private void leaveAlone(String name, byte[] classFile) {
        try {
            if (ClassText.isHandle(classFile)) {
                String root = name.substring(0, name.length() - HANDLE.length());
                listener.notWoven(
                        null,
                        "this copy of it is in the package "
                                + root.replace('/', '.')
                                + " and not in org.sqlite; use xerial's for the run that looks for"
                                + " leaks");
            }
        } catch (Throwable t) {
            listener.weavingFailed(t);
        }
    }

    private synchronized DriverWeaving weaving() {
        if (weaving == null) {
            weaving = new DriverWeaving(listener, watchLocks, instrumentation);
        }
        return weaving;
    }
}
