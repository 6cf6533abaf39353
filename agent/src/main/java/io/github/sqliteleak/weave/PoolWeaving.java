package io.github.sqliteleak.weave;

import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.weave.PoolProbes.Role;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Weaves connection pools, those that were loaded before too. At work once a SQLite driver has been
 * loaded.
 */
public final class PoolWeaving implements ClassFileTransformer {
    private static final String SOURCE = "javax.sql.DataSource";
    private static final String POOLED = "javax.sql.PooledConnection";

    private final Sealed<Instrumentation> instrumentation;
    private final Consumer<Throwable> failures;

    /** What was asked for later than at loading, by internal name. */
    private final Map<String, Set<Role>> asked = new ConcurrentHashMap<>();

    private boolean begun;
    private boolean weaving;

    /**
     * @param failures takes the agent's own failures; the class is left as it is then
     */
    public PoolWeaving(Sealed<Instrumentation> instrumentation, Consumer<Throwable> failures) {
        this.instrumentation = instrumentation;
        this.failures = failures;
    }

    /** From now on pools are woven as they are loaded. */
    public synchronized void begin() {
        if (!begun) {
            begun = true;
            instrumentation.open().addTransformer(new PoolSight(instrumentation, this), false);
        }
    }

    /** There may be a pool. */
    synchronized void seen() {
        if (!weaving) {
            weaving = true;
            instrumentation.open().addTransformer(this, true);
        }
    }

    /**
     * Weaves the pools that are loaded already.
     *
     * @return whether there are any
     */
    public boolean weaveLoaded() {
        if (!instrumentation.open().isRetransformClassesSupported()) {
            return false;
        }
        Class<?>[] loaded = instrumentation.open().getAllLoadedClasses();
        if (loaded == null) {
            // As a JVM answers that is at its end.
            return false;
        }
        boolean sources = false;
        List<Class<?>> others = new ArrayList<>();
        for (Class<?> type : loaded) {
            if (type.getClassLoader() != null) {
                String name = type.getName();
                sources |= name.equals(SOURCE) || name.equals(POOLED);
                if (!type.isArray() && !type.isInterface()) {
                    others.add(type);
                }
            }
        }
        Set<Class<?>> found = new HashSet<>();
        for (Class<?> type : others) {
            look(type, sources, found);
        }
        if (!found.isEmpty()) {
            retransform(new ArrayList<>(found));
        }
        return !found.isEmpty();
    }

    /**
     * @param sources whether there may be data sources: to ask for that would load their interfaces
     */
    private void look(Class<?> type, boolean sources, Set<Class<?>> found) {
        String name = internalName(type);
        if (PoolProbes.mayBeWrapper(name) || PoolProbes.keeper(name) != null) {
            found.add(type);
        }
        if (sources
                && (DataSource.class.isAssignableFrom(type)
                        || PooledConnection.class.isAssignableFrom(type))) {
            addWithSuperclasses(type, found);
        }
    }

    private void addWithSuperclasses(Class<?> type, Set<Class<?>> found) {
        for (Class<?> each = type;
                each != null && each.getClassLoader() != null;
                each = each.getSuperclass()) {
            if (!PoolProbes.isNoLender(internalName(each))) {
                ask(each, Role.LENDER);
                found.add(each);
            }
        }
    }

    /** From now on it is seen when an object like this is closed, if that is possible. */
    public void weaveWrapper(Object wrapper) {
        Class<?> type = wrapper.getClass();
        if (Proxy.isProxyClass(type) && !isWoven(type)) {
            InvocationHandler handler = Proxy.getInvocationHandler(wrapper);
            weave(declaring(handler.getClass(), "invoke", Role.HANDLER), Role.HANDLER);
        } else {
            weave(declaring(type, "close", Role.WRAPPER), Role.WRAPPER);
        }
    }

    /** Whether calls woven into the class would find the hooks. */
    private boolean isWoven(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && reachesHooks(loader, type.getModule());
    }

    private boolean reachesHooks(ClassLoader loader, Module module) {
        return new DriverLoader(loader, module, instrumentation.open()).sees(PoolClass.HOOKS);
    }

    private static @Nullable Class<?> declaring(Class<?> type, String method, Role role) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (java.lang.reflect.Method declared : each.getDeclaredMethods()) {
                if (declared.getName().equals(method)
                        && declared.getParameterCount() == (role == Role.HANDLER ? 3 : 0)) {
                    return each;
                }
            }
        }
        return null;
    }

    private void weave(@Nullable Class<?> type, Role role) {
        if (type == null || type.getClassLoader() == null) {
            return;
        }
        if (ask(type, role) && !PoolProbes.mayBeWrapper(internalName(type))) {
            retransform(List.of(type));
        }
    }

    private boolean ask(Class<?> type, Role role) {
        return asked.computeIfAbsent(
                        internalName(type),
                        name -> Collections.synchronizedSet(EnumSet.noneOf(Role.class)))
                .add(role);
    }

    /** All at once, since each time all threads are stopped; one by one when that fails. */
    private void retransform(List<Class<?>> found) {
        List<Class<?>> types = new ArrayList<>(found);
        Instrumentation opened = instrumentation.open();
        types.removeIf(type -> !opened.isModifiableClass(type));
        if (types.isEmpty()) {
            return;
        }
        seen();
        try {
            instrumentation.open().retransformClasses(types.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
            if (types.size() == 1) {
                failures.accept(e);
                return;
            }
            for (Class<?> type : types) {
                retransform(List.of(type));
            }
        }
    }

    void failed(Throwable failure) {
        failures.accept(failure);
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
        try {
            Set<Role> roles = roles(name, classFile);
            return roles.isEmpty() || !reachesHooks(loader, module)
                    ? null
                    : PoolClass.weave(name, roles, classFile);
        } catch (Throwable t) {
            failures.accept(t);
            return null;
        }
    }

    private Set<Role> roles(String name, byte[] classFile) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        Set<Role> more = asked.get(name);
        if (more != null) {
            roles.addAll(more);
        }
        if (PoolSight.isNever(name)) {
            return roles;
        }
        if (PoolProbes.mayBeWrapper(name)) {
            roles.add(Role.WRAPPER);
            roles.add(Role.HANDLER);
        }
        if (PoolProbes.isMade(name)) {
            roles.add(Role.MADE);
        }
        if (PoolProbes.keeper(name) != null
                || (!PoolProbes.isNoLender(name) && ClassText.mayLend(classFile))) {
            roles.add(Role.LENDER);
        }
        return roles;
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
