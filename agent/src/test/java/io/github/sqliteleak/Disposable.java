package io.github.sqliteleak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;

/** Loads classes of the tests anew, in a class loader that can be unloaded. */
public final class Disposable extends ClassLoader {
    private Disposable() {
        super(Disposable.class.getClassLoader());
    }

    /** An object of the class loaded anew; its constructor is public and takes nothing. */
    public static Object create(Class<?> type) {
        String name = type.getName();
        try (InputStream in =
                type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            byte[] classFile = in.readAllBytes();
            return new Disposable()
                    .defineClass(name, classFile, 0, classFile.length)
                    .getConstructor()
                    .newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    public static WeakReference<ClassLoader> loaderOf(Object object) {
        return new WeakReference<>(object.getClass().getClassLoader());
    }

    /** True when something still refers to it, and will be found to by every collection. */
    public static boolean isKept(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() != null;
    }

    public static void awaitUnloaded(WeakReference<ClassLoader> loader) {
        Await.until(
                "the class loader is collected",
                () -> {
                    System.gc();
                    return loader.get() == null;
                });
    }
}
