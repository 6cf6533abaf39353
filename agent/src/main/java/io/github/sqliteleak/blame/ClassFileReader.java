package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Takes from a class file what {@link ClassFacts} has. */
final class ClassFileReader extends ClassVisitor {
    private static final int ASM = Opcodes.ASM9;

    private final List<Set<String>> fields = new ArrayList<>();
    private final Map<String, Set<String>> fieldTypes = new HashMap<>();
    private final List<ClassFacts.Method> methods = new ArrayList<>();
    private String name = "";
    private int access;
    private @Nullable String superName;
    private List<String> interfaces = List.of();

    private ClassFileReader() {
        super(ASM);
    }

    static ClassFacts read(byte[] classFile) {
        ClassFileReader reader = new ClassFileReader();
        new ClassReader(classFile).accept(reader, ClassReader.SKIP_FRAMES);
        return new ClassFacts(
                reader.name,
                reader.access,
                reader.superName,
                reader.interfaces,
                reader.fields,
                reader.methods);
    }

    @Override
    public void visit(
            int version,
            int flags,
            String className,
            @Nullable String signature,
            @Nullable String superClass,
            String @Nullable [] implemented) {
        name = className;
        access = flags;
        superName = superClass;
        interfaces = implemented == null ? List.of() : List.of(implemented);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int flags,
            String field,
            String descriptor,
            @Nullable String signature,
            @Nullable Object value) {
        Set<String> types = types(signature == null ? descriptor : signature);
        fieldTypes.put(field, types);
        if ((flags & Opcodes.ACC_STATIC) == 0) {
            fields.add(types);
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int flags,
            String method,
            String descriptor,
            @Nullable String signature,
            String @Nullable [] exceptions) {
        return new Code(flags, method, descriptor, signature);
    }

    /** The classes that a descriptor or a signature names. */
    static Set<String> types(String descriptor) {
        Set<String> types = new LinkedHashSet<>();
        int at = 0;
        while (at < descriptor.length()) {
            char c = descriptor.charAt(at);
            if (c == 'L') {
                int end = at + 1;
                while (end < descriptor.length() && ";<".indexOf(descriptor.charAt(end)) < 0) {
                    end++;
                }
                types.add(descriptor.substring(at + 1, end));
                at = end;
            } else if (c == 'T') {
                // A type variable.
                at = Math.max(descriptor.indexOf(';', at), at);
            }
            at++;
        }
        return types;
    }

    private static String returned(String descriptor, @Nullable String signature) {
        String text = signature == null ? descriptor : signature;
        int from = text.lastIndexOf(')') + 1;
        int thrown = text.indexOf('^', from);
        return text.substring(from, thrown < 0 ? text.length() : thrown);
    }

    /** The lines of a method, what it keeps, and which calls end it. */
    private final class Code extends MethodVisitor {
        private final int flags;
        private final String method;
        private final String descriptor;
        private final Set<String> returned;
        private final Set<Integer> lines = new HashSet<>();
        private final List<Set<String>> stored = new ArrayList<>();
        private final Set<ClassFacts.TailCall> tailCalls = new HashSet<>();
        private final Set<String> calls = new HashSet<>();
        private final Map<String, Set<Integer>> texts = new HashMap<>();
        private int line = -1;
        private ClassFacts.@Nullable TailCall called;

        Code(int flags, String method, String descriptor, @Nullable String signature) {
            super(ASM);
            this.flags = flags;
            this.method = method;
            this.descriptor = descriptor;
            this.returned = types(returned(descriptor, signature));
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            lines.add(number);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
            called = null;
            if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
                Set<String> known = owner.equals(name) ? fieldTypes.get(field) : null;
                stored.add(known == null ? types(type) : known);
            }
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String callee, String type, boolean isInterface) {
            calledNow(callee);
        }

        @Override
        public void visitInvokeDynamicInsn(
                String callee, String type, Handle bootstrap, Object... arguments) {
            String method =
                    GroovyCall.isOne(bootstrap, arguments)
                            ? GroovyCall.method(callee, arguments)
                            : ClassFacts.TailCall.ANY;
            if (method != null) {
                calledNow(method);
            }
        }

        private void calledNow(String callee) {
            calls.add(callee);
            called = new ClassFacts.TailCall(callee, line);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN && called != null) {
                tailCalls.add(called);
            }
            called = null;
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            called = null;
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            called = null;
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            called = null;
        }

        @Override
        public void visitLdcInsn(Object value) {
            called = null;
            // A single word is no statement.
            if (value instanceof String text && text.indexOf(' ') >= 0) {
                texts.computeIfAbsent(text, key -> new HashSet<>()).add(line);
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            called = opcode == Opcodes.CHECKCAST ? called : null;
        }

        @Override
        public void visitEnd() {
            methods.add(
                    new ClassFacts.Method(
                            method,
                            descriptor,
                            flags,
                            returned,
                            lines,
                            stored,
                            tailCalls,
                            calls,
                            texts));
        }
    }
}
