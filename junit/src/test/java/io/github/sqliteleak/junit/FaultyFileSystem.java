package io.github.sqliteleak.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;
import java.util.function.Predicate;

/** The default file system with deletes that fail, as on Windows while a file is in use. */
final class FaultyFileSystem extends FileSystem {
    private static final FileSystem REAL = FileSystems.getDefault();

    private final FaultyProvider provider;

    /**
     * @param refuses whether this attempt to delete a file fails
     */
    FaultyFileSystem(Predicate<Path> refuses) {
        this.provider = new FaultyProvider(this, refuses);
    }

    /** The same file by a path of this file system. */
    Path of(Path real) {
        return (Path)
                Proxy.newProxyInstance(
                        FaultyFileSystem.class.getClassLoader(),
                        new Class<?>[] {Path.class, RealPath.class},
                        (proxy, method, arguments) -> call(real, method, arguments));
    }

    private Object call(Path real, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == RealPath.class) {
            return real;
        }
        if (method.getName().equals("getFileSystem")) {
            return this;
        }
        Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < unwrapped.length; i++) {
            unwrapped[i] = unwrapped[i] instanceof RealPath path ? path.real() : unwrapped[i];
        }
        try {
            Object result = method.invoke(real, unwrapped);
            return result instanceof Path path ? of(path) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a path of this file system is in truth. */
    interface RealPath {
        Path real();
    }

    static Path real(Path path) {
        return path instanceof RealPath wrapped ? wrapped.real() : path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return REAL.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return REAL.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return REAL.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return REAL.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return of(REAL.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        return REAL.getPathMatcher(pattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return REAL.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
