package io.github.sqliteleak.weave;

import io.github.sqliteleak.weave.PoolProbes.Keeper;
import io.github.sqliteleak.weave.PoolProbes.Role;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves calls into one class of a pool. It may be loaded already, so nothing is added but calls.
 */
final class PoolClass extends ClassVisitor {
    /** Class of the hooks that woven code calls. */
    static final String HOOKS = "PoolHooks";

    private static final String HOOK = HOOKS + ".";
    private static final String BORROWED = HOOK + "borrowed";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String ONE = "(" + OBJECT + ")V";
    private static final String TWO = "(" + OBJECT + OBJECT + ")V";
    private static final String METHOD = "Ljava/lang/reflect/Method;";
    private static final String INVOKE = "(" + OBJECT + METHOD + "[" + OBJECT + ")" + OBJECT;
    private static final int NO_BODY =
            Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC;

    private final String name;
    private final Set<Role> roles;
    private final @Nullable Keeper keeper;
    private boolean woven;

    private PoolClass(String name, Set<Role> roles, ClassVisitor next) {
        super(Opcodes.ASM9, next);
        this.name = name;
        this.roles = roles;
        this.keeper = PoolProbes.keeper(name);
    }

    /** The woven class file; null when it has none of the methods. */
    static byte @Nullable [] weave(String name, Set<Role> roles, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        PoolClass type = new PoolClass(name, roles, writer);
        reader.accept(type, ClassReader.EXPAND_FRAMES);
        return type.woven ? writer.toByteArray() : null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] thrown) {
        MethodVisitor code = super.visitMethod(access, method, descriptor, signature, thrown);
        if ((access & NO_BODY) != 0) {
            return code;
        }
        Keeper own = keeper;
        if (own != null) {
            return ofKeeper(own, method, descriptor, code);
        }
        if (method.equals("getConnection")
                && descriptor.endsWith("Connection;")
                && roles.contains(Role.LENDER)) {
            return woven(new Lending(BORROWED, code));
        }
        if (PoolProbes.GIVING_UP.contains(method)
                && descriptor.startsWith("(Ljava/sql/Connection;")
                && roles.contains(Role.LENDER)) {
            return woven(new Entered(HOOK + "givingBack", ONE, 1, -1, code));
        }
        if (method.equals("<init>") && roles.contains(Role.MADE)) {
            return woven(new Made(code));
        }
        if (method.equals("invoke") && descriptor.equals(INVOKE) && roles.contains(Role.HANDLER)) {
            return woven(new Entered(HOOK + "invoking", "(" + OBJECT + METHOD + ")V", 1, 2, code));
        }
        return closing(method, descriptor, code);
    }

    private MethodVisitor closing(String method, String descriptor, MethodVisitor code) {
        MethodVisitor visitor = code;
        if (descriptor.equals("()V")) {
            if (method.equals("close") && roles.contains(Role.WRAPPER)) {
                visitor = woven(new Entered(HOOK + "closing", ONE, 0, -1, visitor));
            }
            if (PoolProbes.CLOSING.contains(method) && roles.contains(Role.LENDER)) {
                visitor = woven(new Entered(HOOK + "poolClosing", ONE, 0, -1, visitor));
            }
        }
        return visitor;
    }

    private MethodVisitor ofKeeper(
            Keeper own, String method, String descriptor, MethodVisitor code) {
        if (own.lend().contains(method) && descriptor.endsWith(";")) {
            return woven(new Lending(HOOK + "lent", code));
        }
        if (own.takeBack().equals(method) && descriptor.startsWith("(L")) {
            return woven(new Entered(HOOK + "givingBack", ONE, 1, -1, code));
        }
        if (own.closing().equals(method) && descriptor.startsWith("()")) {
            return woven(new Entered(HOOK + "poolClosing", ONE, 0, -1, code));
        }
        return code;
    }

    private MethodVisitor woven(MethodVisitor code) {
        woven = true;
        return code;
    }

    /** Calls a hook at the beginning with one or two of the variables. */
    private static final class Entered extends MethodVisitor {
        private final String hook;
        private final String descriptor;
        private final int first;
        private final int second;

        Entered(String hook, String descriptor, int first, int second, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.hook = hook;
            this.descriptor = descriptor;
            this.first = first;
            this.second = second;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, first);
            if (second >= 0) {
                visitVarInsn(Opcodes.ALOAD, second);
            }
            HookCalls.call(mv, hook, descriptor);
        }
    }

    /** Hands over what is made, complete. */
    private static final class Made extends MethodVisitor {
        Made(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                visitVarInsn(Opcodes.ALOAD, 0);
                HookCalls.call(mv, HOOK + "made", ONE);
            }
            super.visitInsn(opcode);
        }
    }

    /** Hands over what is returned, and what is thrown. */
    private final class Lending extends MethodVisitor {
        private final String hook;
        private final Label begin = new Label();
        private boolean thisIsReassigned;

        Lending(String hook, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.hook = hook;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (hook.equals(BORROWED)) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                HookCalls.call(mv, HOOK + "borrowing", ONE);
            }
            super.visitLabel(begin);
        }

        @Override
        public void visitVarInsn(int opcode, int slot) {
            thisIsReassigned |= slot == 0 && opcode == Opcodes.ASTORE;
            super.visitVarInsn(opcode, slot);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, 0);
                HookCalls.call(mv, hook, TWO);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            if (!thisIsReassigned) {
                Label handler = new Label();
                super.visitTryCatchBlock(begin, handler, handler, "java/lang/Throwable");
                super.visitLabel(handler);
                super.visitFrame(
                        Opcodes.F_NEW,
                        1,
                        new Object[] {name},
                        1,
                        new Object[] {"java/lang/Throwable"});
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, 0);
                HookCalls.call(mv, HOOK + "borrowFailed", "(Ljava/lang/Throwable;" + OBJECT + ")V");
                super.visitInsn(Opcodes.ATHROW);
            }
            super.visitMaxs(stack, locals);
        }
    }
}
