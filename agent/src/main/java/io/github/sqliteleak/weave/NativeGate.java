package io.github.sqliteleak.weave;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A native method of the driver that a hook may answer in its place: the native one goes on under
 * another name, and a method of the old name asks the hook first. The VM finds the native code of a
 * renamed method by {@link java.lang.instrument.Instrumentation#setNativeMethodPrefix}.
 *
 * @param owner internal name of the class
 * @param descriptor of one parameter, which goes to the hook after what is tracked of the handle
 * @param hook takes both and returns true when the native method is not to be called
 */
public record NativeGate(String owner, String method, String descriptor, String hook) {
    /** What a renamed native method begins with. */
    static final String PREFIX = "$sqliteLeak$";

    private static final int TYPE_OF_METHOD = ~(Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC);

    boolean isFor(String name, String methodDescriptor) {
        return method.equals(name) && descriptor.equals(methodDescriptor);
    }

    /** Writes both methods; returns the visitor of the native one. */
    MethodVisitor write(ClassVisitor next, int access, String signature, String[] thrown) {
        MethodVisitor gate =
                next.visitMethod(access & TYPE_OF_METHOD, method, descriptor, signature, thrown);
        writeGate(gate);
        return next.visitMethod(
                access | Opcodes.ACC_SYNTHETIC,
                BusyHandlerClass.nativeName(method),
                descriptor,
                signature,
                thrown);
    }

    private void writeGate(MethodVisitor code) {
        Type parameter = Type.getArgumentTypes(descriptor)[0];
        boolean isReference = parameter.getSort() == Type.OBJECT;
        Label answered = new Label();
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(
                Opcodes.GETFIELD, owner, Probes.TRACKED, Type.getDescriptor(Object.class));
        code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), 1);
        HookCalls.call(
                code,
                hook,
                isReference
                        ? "(Ljava/lang/Object;Ljava/lang/Object;)Z"
                        : "(Ljava/lang/Object;" + parameter.getDescriptor() + ")Z");
        code.visitJumpInsn(Opcodes.IFNE, answered);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), 1);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                owner,
                BusyHandlerClass.nativeName(method),
                descriptor,
                false);
        code.visitLabel(answered);
        Object local = isReference ? parameter.getInternalName() : Opcodes.INTEGER;
        code.visitFrame(Opcodes.F_NEW, 2, new Object[] {owner, local}, 0, new Object[0]);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
