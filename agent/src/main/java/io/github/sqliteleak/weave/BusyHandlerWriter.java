package io.github.sqliteleak.weave;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The busy handler that the agent gives to the driver, as a class of the driver's package: only
 * there it may call the application's own handler, whose method is protected. As Java:
 *
 * <pre>{@code
 * final class SqliteLeakBusyHandler extends BusyHandler {
 *     private final Object handling;
 *     private final BusyHandler application;
 *
 *     protected int callback(int attempt) throws SQLException {
 *         return LockHooks.busy(handling, attempt);
 *     }
 * }
 * }</pre>
 *
 * or, around a handler of the application's,
 *
 * <pre>{@code
 * LockHooks.busyAsked(handling, attempt);
 * return LockHooks.busyAnswered(application.callback(attempt), handling);
 * }</pre>
 */
final class BusyHandlerWriter {
    private static final String BUSY_HANDLER = "org/sqlite/BusyHandler";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String APPLICATION = "L" + BUSY_HANDLER + ";";

    private BusyHandlerWriter() {}

    /** The class whose handlers wait as SQLite's own does. */
    static byte[] waiting() {
        return write(false);
    }

    /** The class whose handlers ask one of the application's. */
    static byte[] asking() {
        return write(true);
    }

    private static byte[] write(boolean asking) {
        String name = BUSY_HANDLER + (asking ? "$SqliteLeakAsking" : "$SqliteLeakWaiting");
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(
                Opcodes.V1_8,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                BUSY_HANDLER,
                null);
        type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "handling", OBJECT, null, null)
                .visitEnd();
        type.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
                        "application",
                        APPLICATION,
                        null,
                        null)
                .visitEnd();
        writeConstructor(type, name);
        writeCallback(type, name, asking);
        type.visitEnd();
        return type.toByteArray();
    }

    private static void writeConstructor(ClassWriter type, String name) {
        MethodVisitor code =
                type.visitMethod(
                        Opcodes.ACC_PUBLIC,
                        "<init>",
                        "(" + OBJECT + APPLICATION + ")V",
                        null,
                        null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUSY_HANDLER, "<init>", "()V", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, "handling", OBJECT);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, "application", APPLICATION);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void writeCallback(ClassWriter type, String name, boolean asking) {
        MethodVisitor code =
                type.visitMethod(
                        Opcodes.ACC_PROTECTED,
                        "callback",
                        "(I)I",
                        null,
                        new String[] {"java/sql/SQLException"});
        code.visitCode();
        if (asking) {
            loadField(code, name, "handling", OBJECT);
            code.visitVarInsn(Opcodes.ILOAD, 1);
            call(code, "busyAsked", "(" + OBJECT + "I)V");
            loadField(code, name, "application", APPLICATION);
            code.visitVarInsn(Opcodes.ILOAD, 1);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUSY_HANDLER, "callback", "(I)I", false);
            loadField(code, name, "handling", OBJECT);
            call(code, "busyAnswered", "(I" + OBJECT + ")I");
        } else {
            loadField(code, name, "handling", OBJECT);
            code.visitVarInsn(Opcodes.ILOAD, 1);
            call(code, "busy", "(" + OBJECT + "I)I");
        }
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void loadField(
            MethodVisitor code, String owner, String field, String descriptor) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, field, descriptor);
    }

    private static void call(MethodVisitor code, String hook, String descriptor) {
        HookCalls.call(code, "LockHooks." + hook, descriptor);
    }
}
