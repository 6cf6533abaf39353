package io.github.sqliteleak.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the calls of one probe into a method: at its beginning, before each return, and in a
 * handler around the whole of it that throws on what it caught.
 */
final class MethodProbe extends MethodVisitor {
    private final Probe probe;
    private final boolean isStatic;
    private final Type returned;
    private final Type[] parameters;
    private final boolean[] reassigned;
    private final HookCalls calls;
    private final Label begin = new Label();

    MethodProbe(
            DriverTable table,
            Probe probe,
            int access,
            String descriptor,
            Set<DriverMember> missing,
            boolean lookups,
            WeavingMode mode,
            MethodVisitor next) {
        super(Opcodes.ASM9, next);
        this.probe = probe;
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.returned = Type.getReturnType(descriptor);
        this.parameters = Type.getArgumentTypes(descriptor);
        this.reassigned = new boolean[slots()];
        this.calls =
                new HookCalls(
                        table,
                        probe.owner(),
                        isStatic ? 0 : 1,
                        parameters,
                        returned,
                        missing,
                        lookups,
                        mode,
                        next);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        emit(probe.onEnter());
        if (!probe.onThrow().isEmpty()) {
            super.visitLabel(begin);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            emit(probe.onReturn());
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE && slot < reassigned.length) {
            reassigned[slot] = true;
        }
        super.visitVarInsn(opcode, slot);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
        if (!probe.onThrow().isEmpty()) {
            writeHandler();
        }
        super.visitMaxs(stack, locals);
    }

    /**
     * Comes last in the exception table, so that the method's own handlers keep their precedence.
     */
    private void writeHandler() {
        for (int slot = 0; slot < reassigned.length; slot++) {
            if (reassigned[slot]) {
                throw new WeaveException(
                        probe.owner() + '.' + probe.method() + " reassigns a parameter");
            }
        }
        Label handler = new Label();
        super.visitTryCatchBlock(begin, handler, handler, "java/lang/Throwable");
        super.visitLabel(handler);
        Object[] locals = frameLocals();
        super.visitFrame(
                Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        emit(probe.onThrow());
        super.visitInsn(Opcodes.ATHROW);
    }

    private Object[] frameLocals() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(probe.owner());
        }
        for (Type type : parameters) {
            locals.add(
                    switch (type.getSort()) {
                        case Type.BOOLEAN, Type.BYTE, Type.SHORT, Type.CHAR, Type.INT ->
                                Opcodes.INTEGER;
                        case Type.LONG -> Opcodes.LONG;
                        case Type.FLOAT -> Opcodes.FLOAT;
                        case Type.DOUBLE -> Opcodes.DOUBLE;
                        default -> type.getInternalName();
                    });
        }
        return locals.toArray();
    }

    private int slots() {
        int slots = isStatic ? 0 : 1;
        for (Type parameter : parameters) {
            slots += parameter.getSize();
        }
        return slots;
    }

    private void emit(List<Probe.Call> hooks) {
        for (Probe.Call hook : hooks) {
            calls.emit(hook);
        }
    }
}
