package io.github.sqliteleak.it.app;

import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What an application can get hold of by reflection, beginning with the static fields of the
 * agent's classes and with the threads: anything that opens the JDK to it.
 */
final class Reach {
    private static final String AGENT = "io.github.sqliteleak.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> next = new ArrayDeque<>();
    private final Map<Object, String> ways = new IdentityHashMap<>();

    String look() throws Exception {
        Class<?> agent = Class.forName(AGENT + "agent.SqliteLeakAgent");
        String jar = agent.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<JarEntry> each = file.entries(); each.hasMoreElements(); ) {
                String name = each.nextElement().getName();
                if (name.startsWith(AGENT.replace('.', '/')) && name.endsWith(".class")) {
                    addStatics(name.substring(0, name.length() - 6).replace('/', '.'));
                }
            }
        }
        Thread[] threads = new Thread[200];
        ThreadGroup root = Thread.currentThread().getThreadGroup().getParent();
        for (int i = root.enumerate(threads, true) - 1; i >= 0; i--) {
            add(threads[i], "thread " + threads[i].getName());
        }
        while (!next.isEmpty()) {
            Object from = next.remove();
            if (from instanceof Instrumentation) {
                return "instrumentation: " + ways.get(from);
            }
            if (isOpened(from.getClass())) {
                return "java.lang: " + ways.get(from);
            }
            follow(from);
        }
        return seen.size() > 200 ? "nothing in reach" : "looked at " + seen.size() + " only";
    }

    private static boolean isOpened(Class<?> type) {
        return Object.class.getModule().isOpen("java.lang", type.getModule())
                && type.getModule() != Object.class.getModule();
    }

    private void addStatics(String name) {
        try {
            Class<?> type = Class.forName(name, false, Reach.class.getClassLoader());
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !type.isInterface()) {
                    addField(null, field);
                }
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // Of libraries that are not there.
        }
    }

    private void addField(Object of, Field field) {
        if (field.getType().isPrimitive() || !field.trySetAccessible()) {
            return;
        }
        try {
            add(field.get(of), (of == null ? "" : ways.get(of) + " -> ") + field);
        } catch (ReflectiveOperationException | LinkageError e) {
            // Not to be read: nobody else can, either.
        }
    }

    private void add(Object found, String way) {
        if (found != null && !(found instanceof String) && seen.add(found)) {
            ways.put(found, way);
            next.add(found);
        }
    }

    private void follow(Object from) {
        String way = ways.get(from);
        if (from instanceof Class<?> || from instanceof ClassLoader && isJdk(from.getClass())) {
            return;
        }
        if (from.getClass().isArray()) {
            if (!from.getClass().getComponentType().isPrimitive()) {
                for (int i = 0; i < Array.getLength(from); i++) {
                    add(Array.get(from, i), way + "[]");
                }
            }
        } else if (isJdk(from.getClass())) {
            contents(from, way);
        }
        for (Class<?> type = from.getClass(); type != null; type = type.getSuperclass()) {
            if (!isJdk(type)) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        addField(from, field);
                    }
                }
            }
        }
    }

    private static boolean isJdk(Class<?> type) {
        return type.getModule().isNamed() && type.getName().matches("(java|jdk|sun)\\..*");
    }

    /** What a container of the JDK's hands out. */
    private void contents(Object from, String way) {
        try {
            if (from instanceof Collection<?> many) {
                many.toArray();
                many.forEach(each -> add(each, way + " {}"));
            } else if (from instanceof Map<?, ?> map) {
                map.forEach(
                        (key, value) -> {
                            add(key, way + " key");
                            add(value, way + " value");
                        });
                add(map.get(null), way + " of null");
            } else if (from instanceof AtomicReference<?> reference) {
                add(reference.get(), way + " get");
            } else if (from instanceof Reference<?> reference) {
                add(reference.get(), way + " get");
            } else if (from instanceof Optional<?> optional) {
                add(optional.orElse(null), way + " get");
            }
        } catch (RuntimeException e) {
            // A queue that is closed, or a map without null.
        }
    }
}
