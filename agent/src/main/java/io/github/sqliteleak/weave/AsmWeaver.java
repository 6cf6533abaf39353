package io.github.sqliteleak.weave;

import java.util.Arrays;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves the {@link Probes} with the ASM that Byte Buddy carries. Its Advice would do the same in
 * fewer lines here, and costs four times the CPU time until the first connection is open.
 */
final class AsmWeaver {
    private static final int ADDED_FIELD =
            Opcodes.ACC_PUBLIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;

    private static final int ADDED_METHOD = Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC;

    private final DriverTable table;
    private final Set<DriverMember> missing;
    private final boolean gates;
    private final WeavingMode mode;

    /** For a driver that is woven as it is loaded: see the other constructor. */
    AsmWeaver(DriverTable table, Set<DriverMember> missing, boolean gates) {
        this(table, missing, gates, WeavingMode.ADDED_MEMBERS);
    }

    /**
     * @param table of the driver's era
     * @param missing optional members that this driver has not
     * @param gates whether to weave the {@link Probes#GATES} as well, and to hand out the lookup
     *     that busy handling needs
     */
    AsmWeaver(DriverTable table, Set<DriverMember> missing, boolean gates, WeavingMode mode) {
        this.table = table;
        this.missing = missing;
        this.gates = gates;
        this.mode = mode;
    }

    WeavingMode mode() {
        return mode;
    }

    DriverTable table() {
        return table;
    }

    /**
     * @param name internal name of the class
     * @return the woven class file
     * @throws WeaveException when the class is not as expected
     */
    byte[] weave(String name, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new ClassProbes(name, writer), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private final class ClassProbes extends ClassVisitor {
        private final String name;

        ClassProbes(String name, ClassVisitor next) {
            super(Opcodes.ASM9, next);
            this.name = name;
        }

        @Override
        public void visit(
                int version,
                int access,
                String type,
                String signature,
                String superclass,
                String[] interfaces) {
            String[] all = interfaces;
            if (mode == WeavingMode.ADDED_MEMBERS && type.equals(Probes.CONNECTION)) {
                all = Arrays.copyOf(interfaces, interfaces.length + 1);
                all[interfaces.length] = Probes.FOLLOWED;
            }
            super.visit(version, access, type, signature, superclass, all);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] thrown) {
            if (gates && (access & Opcodes.ACC_NATIVE) != 0) {
                for (NativeGate gate : Probes.GATES) {
                    if (gate.owner().equals(name) && gate.isFor(method, descriptor)) {
                        return gate.write(cv, access, signature, thrown);
                    }
                }
            }
            MethodVisitor next = super.visitMethod(access, method, descriptor, signature, thrown);
            for (Probe probe : mode.probes(table)) {
                if (probe.owner().equals(name) && probe.isFor(method, descriptor)) {
                    return new MethodProbe(
                            table, probe, access, descriptor, missing, gates, mode, next);
                }
            }
            return next;
        }

        @Override
        public void visitEnd() {
            if (mode == WeavingMode.ADDED_MEMBERS) {
                addMembers();
            }
            super.visitEnd();
        }

        private void addMembers() {
            for (DriverMember member : table.members()) {
                if (member.origin() == DriverMember.Origin.ADDED && member.owner().equals(name)) {
                    super.visitField(ADDED_FIELD, member.name(), member.descriptor(), null, null)
                            .visitEnd();
                }
            }
            if (name.equals(Probes.POINTER)
                    && !missing.contains(Probes.POINTER_DB)
                    && !missing.contains(Probes.POINTER_ADDRESS)) {
                addColumnMethod(Probes.TEXT_METHOD, "column_text", Type.getType(String.class));
                addColumnMethod(Probes.NUMBER_METHOD, "column_int", Type.INT_TYPE);
            }
            if (name.equals(Probes.CONNECTION)) {
                addTrackedMethod();
            }
        }

        private void addTrackedMethod() {
            MethodVisitor code =
                    super.visitMethod(
                            ADDED_METHOD, Probes.TRACKED, "()Ljava/lang/Object;", null, null);
            code.visitCode();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    name,
                    table.handleOf().methodName(),
                    "()L" + Probes.DB + ";",
                    false);
            Label closed = new Label();
            if (!table.isLatest()) {
                code.visitInsn(Opcodes.DUP);
                code.visitJumpInsn(Opcodes.IFNULL, closed);
            }
            code.visitFieldInsn(Opcodes.GETFIELD, Probes.DB, Probes.TRACKED, "Ljava/lang/Object;");
            code.visitInsn(Opcodes.ARETURN);
            if (!table.isLatest()) {
                code.visitLabel(closed);
                Object[] handle = {Probes.DB};
                code.visitFrame(Opcodes.F_NEW, 1, new Object[] {name}, 1, handle);
                code.visitInsn(Opcodes.POP);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ARETURN);
            }
            code.visitMaxs(0, 0);
            code.visitEnd();
        }

        /** Adds a method to the statement's pointer that reads its first column. */
        private void addColumnMethod(String method, String columnMethod, Type type) {
            MethodVisitor code =
                    super.visitMethod(
                            ADDED_METHOD,
                            method,
                            "()" + type.getDescriptor(),
                            null,
                            new String[] {"java/sql/SQLException"});
            code.visitCode();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, "db", Probes.POINTER_DB.descriptor());
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, "ptr", Probes.POINTER_ADDRESS.descriptor());
            code.visitInsn(Opcodes.ICONST_0);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    Probes.DB,
                    columnMethod,
                    "(JI)" + type.getDescriptor(),
                    false);
            code.visitInsn(type.getOpcode(Opcodes.IRETURN));
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
    }
}
