package io.github.sqliteleak.weave;

import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Emits the call of a hook: its arguments by their paths, the call, and where its result goes. */
final class HookCalls {
    /** Where the classes of the hooks are. */
    static final String PACKAGE = "io/github/sqliteleak/hook/";

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String STRING = "Ljava/lang/String;";
    private static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";

    /** Types that hooks take as they are; any other reference is an Object to them. */
    private static final List<String> PASSED_AS_IS =
            List.of("Z", "I", "J", STRING, "Ljava/util/Set;", "Ljava/lang/Throwable;", LOOKUP);

    private final DriverTable table;
    private final String owner;
    private final int firstSlot;
    private final Type[] parameters;
    private final Type returned;
    private final Set<DriverMember> missing;
    private final boolean lookups;
    private final WeavingMode mode;
    private final MethodVisitor code;

    /**
     * @param lookups whether to hand over a lookup where an argument asks for one, else null
     */
    HookCalls(
            DriverTable table,
            String owner,
            int firstSlot,
            Type[] parameters,
            Type returned,
            Set<DriverMember> missing,
            boolean lookups,
            WeavingMode mode,
            MethodVisitor code) {
        this.table = table;
        this.owner = owner;
        this.firstSlot = firstSlot;
        this.parameters = parameters;
        this.returned = returned;
        this.missing = missing;
        this.lookups = lookups;
        this.mode = mode;
        this.code = code;
    }

    /**
     * Where {@code result} or {@code thrown} is the first argument, that value is on the stack
     * before and after.
     */
    void emit(Probe.Call call) {
        List<String> into = call.into();
        if (!into.isEmpty()) {
            load(holder(into.get(0)));
        }
        StringBuilder descriptor = new StringBuilder("(");
        for (String argument : call.arguments()) {
            String type = load(argument);
            descriptor.append(PASSED_AS_IS.contains(type) ? type : OBJECT);
        }
        descriptor.append(')').append(into.isEmpty() ? "V" : OBJECT);
        call(code, call.hook(), descriptor.toString());
        for (int i = 0; i < into.size(); i++) {
            if (i > 0) {
                load(holder(into.get(i)));
                load(into.get(0));
            }
            DriverMember field = member(typeOf(parent(into.get(i))), last(into.get(i)));
            mode.write(code, field);
        }
    }

    /**
     * Emits the call alone, its arguments being on the stack.
     *
     * @param hook {@code Class.method}
     */
    static void call(MethodVisitor code, String hook, String descriptor) {
        int dot = hook.indexOf('.');
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                PACKAGE + hook.substring(0, dot),
                hook.substring(dot + 1),
                descriptor,
                false);
    }

    /** Puts the value of a path on the stack; returns its type as a descriptor. */
    private String load(String path) {
        switch (path) {
            case "false" -> {
                code.visitInsn(Opcodes.ICONST_0);
                return "Z";
            }
            case "lookup" -> {
                if (!lookups) {
                    code.visitInsn(Opcodes.ACONST_NULL);
                    return LOOKUP;
                }
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        "java/lang/invoke/MethodHandles",
                        "lookup",
                        "()" + LOOKUP,
                        false);
                return LOOKUP;
            }
            case "result" -> {
                code.visitInsn(Opcodes.DUP);
                return returned.getDescriptor();
            }
            case "thrown" -> {
                code.visitInsn(Opcodes.DUP);
                return "Ljava/lang/Throwable;";
            }
            default -> {
                return loadMember(path);
            }
        }
    }

    private String loadMember(String path) {
        String holder = parent(path);
        if (holder == null) {
            return loadVariable(path);
        }
        DriverMember member = member(typeOf(holder), last(path));
        if (missing.contains(member)) {
            code.visitInsn(Opcodes.ICONST_0);
            return member.descriptor();
        }
        load(holder);
        if (member.isMethod()) {
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    member.owner(),
                    member.methodName(),
                    "()" + member.descriptor(),
                    false);
        } else if (member.origin() == DriverMember.Origin.ADDED) {
            mode.read(code, member);
        } else {
            code.visitFieldInsn(
                    Opcodes.GETFIELD, member.owner(), member.name(), member.descriptor());
        }
        return member.descriptor();
    }

    private String loadVariable(String name) {
        if (name.equals("this")) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            return "L" + owner + ";";
        }
        int slot = firstSlot;
        int parameter = parameterIndex(name);
        for (int i = 0; i < parameter; i++) {
            slot += parameters[i].getSize();
        }
        code.visitVarInsn(parameters[parameter].getOpcode(Opcodes.ILOAD), slot);
        return parameters[parameter].getDescriptor();
    }

    /** Internal name of the class of what a path leads to. */
    private String typeOf(@Nullable String path) {
        if (path == null || path.equals("this")) {
            return owner;
        }
        String holder = parent(path);
        String descriptor =
                holder == null
                        ? parameters[parameterIndex(path)].getDescriptor()
                        : member(typeOf(holder), last(path)).descriptor();
        return Type.getType(descriptor).getInternalName();
    }

    private DriverMember member(String owner, String name) {
        DriverMember member = table.member(owner, name);
        if (member == null) {
            throw new WeaveException("no member " + name + " of " + owner + " in the table");
        }
        return member;
    }

    private static int parameterIndex(String name) {
        return Integer.parseInt(name.substring(1)) - 1;
    }

    private static @Nullable String parent(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? null : path.substring(0, dot);
    }

    /** Path of the object whose field a path names. */
    private static String holder(String fieldPath) {
        return fieldPath.substring(0, fieldPath.lastIndexOf('.'));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
