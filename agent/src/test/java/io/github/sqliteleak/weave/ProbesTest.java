package io.github.sqliteleak.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqliteleak.driver.ReflectiveMember;
import io.github.sqliteleak.hook.CopyHooks;
import io.github.sqliteleak.hook.FactHooks;
import io.github.sqliteleak.hook.FailureHooks;
import io.github.sqliteleak.hook.LockHooks;
import io.github.sqliteleak.hook.OpenHooks;
import io.github.sqliteleak.hook.ResultHooks;
import io.github.sqliteleak.hook.StatementHooks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private final DriverInspector driver = new DriverInspector(getClass().getClassLoader());

    @Test
    void everyWovenCallHasItsHook() {
        List<String> hooks = new ArrayList<>();
        for (Class<?> type :
                List.of(
                        OpenHooks.class,
                        StatementHooks.class,
                        FailureHooks.class,
                        ResultHooks.class,
                        LockHooks.class,
                        CopyHooks.class,
                        FactHooks.class)) {
            for (var method : type.getMethods()) {
                if (Modifier.isStatic(method.getModifiers())) {
                    hooks.add(
                            type.getSimpleName()
                                    + '.'
                                    + method.getName()
                                    + Type.getMethodDescriptor(method));
                }
            }
        }

        List<String> calls = new ArrayList<>();
        weaveAll().values().forEach(woven -> calls.addAll(hookCalls(woven)));
        calls.addAll(hookCalls(BusyHandlerClass.asking()));

        assertThat(calls).isNotEmpty();
        assertThat(hooks).containsAll(calls);
    }

    @Test
    void everyProbeIsWoven() {
        Map<String, byte[]> woven = weaveAll();

        for (Probe probe : Probes.ALL) {
            int expected =
                    probe.onEnter().size() + probe.onReturn().size() + probe.onThrow().size();
            assertThat(hookCalls(woven.get(probe.owner())))
                    .as(probe.owner() + '.' + probe.method())
                    .hasSizeGreaterThanOrEqualTo(expected);
        }
    }

    @Test
    void everyGateAsksItsHookBeforeTheNativeMethod() {
        Map<String, byte[]> woven = weaveAll();

        for (NativeGate gate : Probes.GATES) {
            assertThat(hookCalls(woven.get(gate.owner())))
                    .as(gate.method())
                    .anyMatch(call -> call.startsWith(gate.hook() + "(Ljava/lang/Object;"));
        }
    }

    @Test
    void leavesNativeMethodsAloneWhereLocksAreNotWatched() {
        AsmWeaver weaver = new AsmWeaver(Probes.TABLE, driver.check(Probes.TABLE), false);
        String name = "org/sqlite/core/NativeDB";

        byte[] woven = weaver.weave(name, driver.classFiles().get(name));

        assertThat(hookCalls(woven)).noneMatch(call -> call.startsWith("LockHooks."));
        String lookup = "java/lang/invoke/MethodHandles.lookup";
        assertThat(calls(weaver.weave(Probes.DB, driver.classFiles().get(Probes.DB))))
                .noneMatch(call -> call.startsWith(lookup));
        assertThat(calls(weaveAll().get(Probes.DB))).anyMatch(call -> call.startsWith(lookup));
    }

    @Test
    void wovenClassesPassTheVerifier() throws Exception {
        Map<String, byte[]> woven = weaveAll();
        ClassLoader loader = new WovenLoader(woven);

        for (String name : woven.keySet()) {
            Class<?> type = Class.forName(name.replace('/', '.'), true, loader);
            assertThat(type.getClassLoader()).isSameAs(loader);
        }
    }

    @Test
    void usesNoInstructionNewerThanTheDriversClasses() {
        weaveAll()
                .forEach(
                        (name, woven) ->
                                assertThat(new ClassReader(woven).readUnsignedShort(6))
                                        .as(name)
                                        .isEqualTo(52));
    }

    @Test
    void refusesADriverThatLacksSomething() {
        DriverInspector none =
                new DriverInspector(new ClassLoader(ClassLoader.getPlatformClassLoader()) {});

        assertThatThrownBy(() -> none.check(Probes.TABLE))
                .isInstanceOf(WeaveException.class)
                .hasMessage("no org/sqlite/core/DB");
    }

    @Test
    void refusesADriverThatLacksWhatIsReachedByReflection() {
        for (ReflectiveMember member : ReflectiveMember.values()) {
            DriverInspector without = new DriverInspector(new Without(member));

            assertThatThrownBy(() -> without.check(Probes.TABLE))
                    .isInstanceOf(WeaveException.class)
                    .hasMessageEndingWith(member.signature());
        }
    }

    @Test
    void refusesAMethodThatReassignsAParameter() {
        AsmWeaver weaver = new AsmWeaver(Probes.TABLE, Set.of(), true);
        String owner = "org/sqlite/core/DB";

        assertThatThrownBy(() -> weaver.weave(owner, classThatReassigns(owner)))
                .isInstanceOf(WeaveException.class)
                .hasMessage("org/sqlite/core/DB.exec reassigns a parameter");
    }

    @Test
    void knowsTheVersion() {
        assertThat(driver.version()).matches("3\\.\\d+\\.\\d+\\.\\d+");
        assertThat(driver.table()).isSameAs(Probes.TABLE);
    }

    private Map<String, byte[]> weaveAll() {
        AsmWeaver weaver = new AsmWeaver(Probes.TABLE, driver.check(Probes.TABLE), true);
        Map<String, byte[]> woven = new HashMap<>();
        for (String name : DriverClasses.WOVEN) {
            woven.put(name, weaver.weave(name, driver.classFiles().get(name)));
        }
        return woven;
    }

    private static List<String> hookCalls(byte[] classFile) {
        return calls(classFile).stream()
                .filter(call -> call.startsWith(HookCalls.PACKAGE))
                .map(call -> call.substring(HookCalls.PACKAGE.length()))
                .toList();
    }

    private static List<String> calls(byte[] classFile) {
        List<String> calls = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    String signature,
                                    String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode,
                                            String owner,
                                            String called,
                                            String calledDescriptor,
                                            boolean isInterface) {
                                        calls.add(owner + '.' + called + calledDescriptor);
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }

    /** The driver's class files, but for one member. */
    private static final class Without extends ClassLoader {
        private final ReflectiveMember member;

        Without(ReflectiveMember member) {
            super(ProbesTest.class.getClassLoader());
            this.member = member;
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            InputStream file = super.getResourceAsStream(name);
            if (!name.equals(member.owner().replace('.', '/') + ".class")) {
                return file;
            }
            ClassWriter writer = new ClassWriter(0);
            try (file) {
                new ClassReader(file).accept(new Removal(writer, member.signature()), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ByteArrayInputStream(writer.toByteArray());
        }
    }

    private static final class Removal extends ClassVisitor {
        private final String removed;

        Removal(ClassVisitor next, String removed) {
            super(Opcodes.ASM9, next);
            this.removed = removed;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
            return removed.equals(name + parameters)
                    ? null
                    : super.visitMethod(access, name, descriptor, signature, thrown);
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
            return removed.equals(name)
                    ? null
                    : super.visitField(access, name, descriptor, signature, value);
        }
    }

    private static byte[] classThatReassigns(String owner) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, owner, null, "java/lang/Object", null);
        MethodVisitor method =
                writer.visitMethod(
                        Opcodes.ACC_PUBLIC, "exec", "(Ljava/lang/String;Z)V", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 3);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static final class WovenLoader extends ClassLoader {
        private final Map<String, byte[]> woven;

        WovenLoader(Map<String, byte[]> woven) {
            super(ProbesTest.class.getClassLoader());
            this.woven = woven;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.sqlite.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String path = name.replace('.', '/');
            byte[] classFile = woven.get(path);
            try (InputStream in = getParent().getResourceAsStream(path + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = classFile != null ? classFile : in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
