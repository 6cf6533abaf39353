package io.github.sqliteleak.weave;

import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** How woven code comes to what is tracked of an object of the driver's. */
enum WeavingMode {
    /** The agent came first: the classes get fields for it, and other members. */
    ADDED_MEMBERS {
        @Override
        List<Probe> probes(DriverTable table) {
            return table.probes();
        }

        @Override
        void read(MethodVisitor code, DriverMember field) {
            code.visitFieldInsn(Opcodes.GETFIELD, field.owner(), field.name(), field.descriptor());
        }

        @Override
        void write(MethodVisitor code, DriverMember field) {
            code.visitFieldInsn(Opcodes.PUTFIELD, field.owner(), field.name(), field.descriptor());
        }
    },

    /** The classes were loaded before, and take no new members: a table of the hooks has it. */
    LOADED_CLASSES {
        @Override
        List<Probe> probes(DriverTable table) {
            return LoadedProbes.ALL;
        }

        @Override
        void read(MethodVisitor code, DriverMember field) {
            HookCalls.call(code, LoadedProbes.TRACKED, "(Ljava/lang/Object;)Ljava/lang/Object;");
        }

        @Override
        void write(MethodVisitor code, DriverMember field) {
            HookCalls.call(code, LoadedProbes.TRACK, "(Ljava/lang/Object;Ljava/lang/Object;)V");
        }
    };

    /** What is woven into a driver of this era. */
    abstract List<Probe> probes(DriverTable table);

    /** Emits the reading of an added field; the object that has it is on the stack. */
    abstract void read(MethodVisitor code, DriverMember field);

    /** Emits the writing of one; the object and the value are on the stack. */
    abstract void write(MethodVisitor code, DriverMember field);
}
