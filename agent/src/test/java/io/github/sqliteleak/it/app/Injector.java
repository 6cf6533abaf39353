package io.github.sqliteleak.it.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * An agent that comes first and has methods of the other agent fail at random, where its hooks, its
 * listeners and its transformers call them. Each failure is a byte in a file.
 */
public final class Injector implements ClassFileTransformer {
    private static final String ROOT = "io/github/sqliteleak/";
    private static final Set<String> PACKAGES =
            Set.of(
                    "registry",
                    "transaction",
                    "lock",
                    "settings",
                    "pool",
                    "weave",
                    "tests",
                    "blame");
    private static final AtomicLong CALLS = new AtomicLong();

    /** Open from the start: to open it later would load classes in the midst of others. */
    private static OutputStream count = OutputStream.nullOutputStream();

    private static long seed;
    private static long every = Long.MAX_VALUE;

    /** What is thrown; it says so. */
    public static final class Injected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Injected() {
            super("injected");
        }
    }

    /**
     * @param arguments the seed, and of how many calls one fails
     */
    public static void premain(String arguments, Instrumentation instrumentation)
            throws IOException {
        count = new FileOutputStream("injected");
        String[] numbers = arguments.split("-");
        seed = Long.parseLong(numbers[0]);
        every = Long.parseLong(numbers[1]);
        instrumentation.addTransformer(new Injector());
    }

    /** Called by each method that was changed. */
    public static void maybe() {
        long mixed = (CALLS.incrementAndGet() + seed * 1_000_003) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
        mixed *= 0xBF58476D1CE4E5B9L;
        if (Long.remainderUnsigned(mixed ^ (mixed >>> 32), every) == 0) {
            count();
            throw new Injected();
        }
    }

    private static synchronized void count() {
        try {
            count.write(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] file) {
        return name == null || !isChosen(name) ? null : changed(file);
    }

    private static boolean isChosen(String name) {
        int slash = name.indexOf('/', ROOT.length());
        return name.startsWith(ROOT)
                && slash > 0
                && PACKAGES.contains(name.substring(ROOT.length(), slash));
    }

    private static byte[] changed(byte[] file) {
        ClassReader reader = new ClassReader(file);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String method,
                            String type,
                            String generic,
                            String[] thrown) {
                        MethodVisitor code =
                                super.visitMethod(access, method, type, generic, thrown);
                        // What the VM calls fails where the stack ends, and nothing can mend that.
                        boolean left = method.startsWith("<") || method.equals("transform");
                        return left ? code : new Failing(code);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Failing extends MethodVisitor {
        Failing(MethodVisitor code) {
            super(Opcodes.ASM9, code);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitMethodInsn(Opcodes.INVOKESTATIC, ROOT + "it/app/Injector", "maybe", "()V", false);
        }
    }
}
