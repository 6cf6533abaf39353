package io.github.sqliteleak.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the twin of a class of the hooks, for a class loader that does not find the agent: a class
 * of the same name, whose methods call the agent's own by method handles. Of the agent it knows
 * names only, so all that it is linked with is of the JDK. As Java:
 *
 * <pre>{@code
 * public final class OpenHooks {
 *     private static final MethodHandle HOOK0 =
 *             MethodHandles.publicLookup().findStatic(
 *                     Class.forName("…OpenHooks", true, ClassLoader.getSystemClassLoader()),
 *                     "opening",
 *                     methodType(Object.class));
 *
 *     public static Object opening() {
 *         return HOOK0.invokeExact();
 *     }
 * }
 * }</pre>
 *
 * <p>The handles are constants to the compiler: a call costs no more than one of the agent's class.
 * Of an interface the twin is an equal one. Twins are synthetic, which no class of the agent's is.
 */
final class HookTwin extends ClassVisitor {
    private static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
    private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

    private final ClassWriter twin = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final List<Hook> hooks = new ArrayList<>();
    private String name = "";
    private boolean isInterface;

    private record Hook(String name, String descriptor) {}

    private HookTwin() {
        super(Opcodes.ASM9);
    }

    /**
     * @param classFile of a class with static methods, or of an interface
     */
    static byte[] of(byte[] classFile) {
        HookTwin visitor = new HookTwin();
        new ClassReader(classFile)
                .accept(
                        visitor,
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return visitor.twin.toByteArray();
    }

    /** Whether it is a twin, and not the agent's own class or a copy of that. */
    static boolean isTwin(Class<?> type) {
        return type.isSynthetic();
    }

    @Override
    public void visit(
            int version,
            int access,
            String type,
            String signature,
            String superclass,
            String[] interfaces) {
        name = type;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        twin.visit(Opcodes.V1_8, access | Opcodes.ACC_SYNTHETIC, type, null, superclass, null);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] thrown) {
        if (isInterface) {
            twin.visitMethod(access, method, descriptor, null, thrown).visitEnd();
        } else if ((access & PUBLIC_STATIC) == PUBLIC_STATIC) {
            writeCall(access, method, descriptor, thrown);
        }
        return null;
    }

    private void writeCall(int access, String method, String descriptor, String[] thrown) {
        String field = "HOOK" + hooks.size();
        hooks.add(new Hook(method, descriptor));
        twin.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
                        field,
                        HANDLE,
                        null,
                        null)
                .visitEnd();
        MethodVisitor code = twin.visitMethod(access, method, descriptor, null, thrown);
        code.visitCode();
        code.visitFieldInsn(Opcodes.GETSTATIC, name, field, HANDLE);
        int slot = 0;
        for (Type parameter : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
            slot += parameter.getSize();
        }
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                "java/lang/invoke/MethodHandle",
                "invokeExact",
                descriptor,
                false);
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        end(code);
    }

    @Override
    public void visitEnd() {
        if (!isInterface) {
            writeInitializer();
        }
        twin.visitEnd();
    }

    private void writeInitializer() {
        MethodVisitor code = twin.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        code.visitLdcInsn(name.replace('/', '.'));
        code.visitInsn(Opcodes.ICONST_1);
        callStatic(
                code, "java/lang/ClassLoader", "getSystemClassLoader", "()Ljava/lang/ClassLoader;");
        callStatic(
                code,
                "java/lang/Class",
                "forName",
                "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
        code.visitVarInsn(Opcodes.ASTORE, 0);
        callStatic(code, "java/lang/invoke/MethodHandles", "publicLookup", "()L" + LOOKUP + ";");
        code.visitVarInsn(Opcodes.ASTORE, 1);
        for (int i = 0; i < hooks.size(); i++) {
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitLdcInsn(hooks.get(i).name());
            code.visitLdcInsn(Type.getMethodType(hooks.get(i).descriptor()));
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    LOOKUP,
                    "findStatic",
                    "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)" + HANDLE,
                    false);
            code.visitFieldInsn(Opcodes.PUTSTATIC, name, "HOOK" + i, HANDLE);
        }
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private static void callStatic(
            MethodVisitor code, String owner, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
