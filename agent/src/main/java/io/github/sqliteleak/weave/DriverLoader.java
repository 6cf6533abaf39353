package io.github.sqliteleak.weave;

import org.jspecify.annotations.Nullable;

/**
 * The class loader that brings a driver. What it runs is not the agent's: it may throw anything,
 * and may take locks, so no lock of the agent's is held while it is asked.
 */
final class DriverLoader {
    /** Loads the agent, and so the hooks. */
    static final ClassLoader OF_AGENT = DriverLoader.class.getClassLoader();

    private final ClassLoader loader;

    DriverLoader(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Asks for the hooks, as the VM does when woven code calls the first one. The parents say
     * nothing: many containers ask them for some packages only. Stops at the first failure, so that
     * a loader that logs its failures does so once.
     *
     * @param gates whether the {@link Probes#GATES} are woven, too
     * @return null when woven code would reach the agent's hooks, else a sentence for the user that
     *     says why not and what to do
     */
    @Nullable String obstacle(boolean gates) {
        if (loader == OF_AGENT) {
            return null;
        }
        String failure = "";
        try {
            for (String hook : HookClasses.names(gates)) {
                // Not by loadClass: the VM keeps what forName has found, and woven code gets that
                // without another question. Felix answers by who asks: a bundle does not find
                // what code from outside does.
                if (Class.forName(hook, false, loader) != Class.forName(hook, false, OF_AGENT)) {
                    return "its class loader "
                            + name()
                            + " has a copy of the agent of its own; take the agent's jar out of"
                            + " what it loads itself";
                }
            }
            return null;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            // The usual answer.
        } catch (Throwable t) {
            failure = " (it threw " + t.getClass().getName() + ")";
        }
        return "its class loader " + name() + " cannot see the agent" + failure + "; " + cure();
    }

    /** Whether code of its classes finds this class of the hooks, as {@link #obstacle} asks. */
    boolean sees(String hooks) {
        if (loader == OF_AGENT) {
            return true;
        }
        String hook = HookCalls.PACKAGE.replace('/', '.') + hooks;
        try {
            return Class.forName(hook, false, loader) == Class.forName(hook, false, OF_AGENT);
        } catch (Throwable t) {
            // The loader's code may throw anything.
            return false;
        }
    }

    private String cure() {
        try {
            return ContainerCure.of(loader);
        } catch (RuntimeException | LinkageError e) {
            // A security manager may forbid to ask for parents.
            return ContainerCure.ASK_PARENT;
        }
    }

    /** Its name and class; never its toString, which may have many lines. */
    private String name() {
        String type = loader.getClass().getName();
        String name = null;
        try {
            name = loader.getName();
        } catch (RuntimeException | LinkageError e) {
            // As if it had none.
        }
        return name == null || name.isBlank()
                ? type + '@' + Integer.toHexString(System.identityHashCode(loader))
                : "'" + name.lines().findFirst().orElse("") + "' (" + type + ')';
    }
}
