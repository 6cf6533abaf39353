package io.github.sqliteleak.weave;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader that brings a driver or a pool. What it runs is not the agent's: it may throw
 * anything, and may take locks, so no lock of the agent's is held while it is asked.
 */
final class DriverLoader {
    /** Loads the agent, and so the hooks. */
    static final ClassLoader OF_AGENT = DriverLoader.class.getClassLoader();

    private final ClassLoader loader;
    private final Module module;
    private final Instrumentation instrumentation;

    /**
     * @param module of the class that is being loaded
     */
    DriverLoader(ClassLoader loader, Module module, Instrumentation instrumentation) {
        this.loader = loader;
        this.module = module;
        this.instrumentation = instrumentation;
    }

    /**
     * Asks for the hooks, as the VM does when woven code calls the first one. The parents say
     * nothing: many containers ask them for some packages only. Stops at the first failure, so that
     * a loader that logs its failures does so once. What it does not find it is given.
     *
     * @param table of the driver's era
     * @param mode how the driver is going to be woven
     * @param gates whether the {@link Probes#GATES} are woven, too
     * @return null when woven code will reach the agent's hooks, else a sentence for the user that
     *     says why not and what to do
     */
    @Nullable String obstacle(DriverTable table, WeavingMode mode, boolean gates) {
        return loader == OF_AGENT
                ? null
                : obstacle(new ArrayList<>(HookClasses.names(table, mode, gates)));
    }

    /**
     * As {@link #obstacle(DriverTable, WeavingMode, boolean)}, for hooks by name; removes from the
     * list what was found.
     */
    @Nullable String obstacle(List<String> hooks) {
        if (loader == OF_AGENT) {
            return null;
        }
        String failure = "";
        try {
            while (!hooks.isEmpty()) {
                if (!isHook(ask(hooks.get(0)))) {
                    return "its class loader "
                            + name()
                            + " has a copy of the agent of its own; take the agent's jar out of"
                            + " what it loads itself";
                }
                hooks.remove(0);
            }
            return null;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            // The usual answer.
        } catch (Throwable t) {
            failure = " (it threw " + t.getClass().getName() + ")";
        }
        try {
            new HookBridge(instrumentation).build(loader, module, hooks);
            return null;
        } catch (Throwable t) {
            return "its class loader "
                    + name()
                    + " cannot see the agent"
                    + failure
                    + " and cannot be given it ("
                    + t.getClass().getName()
                    + "); "
                    + cure();
        }
    }

    /**
     * Not by loadClass: the VM keeps what forName has found, and woven code gets that without
     * another question. Felix answers by who asks: a bundle does not find what code from outside
     * does.
     */
    private Class<?> ask(String hook) throws ClassNotFoundException {
        return Class.forName(hook, false, loader);
    }

    /** Whether it is the agent's own class, or a twin of it. */
    static boolean isHook(Class<?> found) throws ClassNotFoundException {
        return found == Class.forName(found.getName(), false, OF_AGENT) || HookTwin.isTwin(found);
    }

    /**
     * The interface of connections that classes of this loader have; null when it is the agent's.
     */
    @Nullable Class<?> twinOfFollowed() throws ClassNotFoundException {
        if (loader == OF_AGENT) {
            return null;
        }
        Class<?> followed = ask(Probes.FOLLOWED.replace('/', '.'));
        return HookTwin.isTwin(followed) ? followed : null;
    }

    /** Whether code of its classes reaches this class of the hooks, as {@link #obstacle} asks. */
    boolean sees(String hooks) {
        if (loader == OF_AGENT) {
            return true;
        }
        List<String> names = new ArrayList<>();
        names.add(HookCalls.PACKAGE.replace('/', '.') + hooks);
        return obstacle(names) == null;
    }

    private String cure() {
        try {
            return ContainerCure.of(loader);
        } catch (Throwable t) {
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
        } catch (Throwable t) {
            // As if it had none.
        }
        return name == null || name.isBlank()
                ? type + '@' + Integer.toHexString(System.identityHashCode(loader))
                : "'" + name.lines().findFirst().orElse("") + "' (" + type + ')';
    }
}
