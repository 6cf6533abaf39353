package io.github.sqliteleak.weave;

import io.github.sqliteleak.driver.ReflectiveMember;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a driver before it is woven, as resources of its class loader: which version it is, and
 * whether all that the probes need is there. Loads no class of the driver.
 */
final class DriverInspector {
    private static final String VERSION = "META-INF/maven/org.xerial/sqlite-jdbc/pom.properties";

    private final ClassLoader loader;
    private final Map<String, byte[]> classFiles = new HashMap<>();
    private final Set<String> methods = new HashSet<>();
    private final Set<String> natives = new HashSet<>();
    private final Set<String> members = new HashSet<>();

    /** Of what is reached by reflection: as a member's, with the owner's name before it. */
    private final Set<String> signatures = new HashSet<>();

    DriverInspector(ClassLoader loader) {
        this.loader = loader;
    }

    /** The version that the driver's jar states; null when it states none. */
    @Nullable String version() {
        try (InputStream in = loader.getResourceAsStream(VERSION)) {
            if (in == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            return null;
        }
    }

    /** Its woven form when it was known as the agent was built; else null. */
    @Nullable WovenAhead ahead() throws IOException {
        for (String name : DriverClasses.WOVEN) {
            try (InputStream in = loader.getResourceAsStream(name + ".class")) {
                if (in == null) {
                    classFiles.clear();
                    return null;
                }
                classFiles.put(name, in.readAllBytes());
            }
        }
        WovenAhead ahead = WovenAhead.of(classFiles);
        if (ahead == null) {
            classFiles.clear();
        }
        return ahead;
    }

    /** For its era, by what distinguishes them. */
    DriverTable table() {
        if (loader.getResource("org/sqlite/core/DB.class") == null
                || loader.getResource(Probes.POINTER + ".class") != null) {
            return Probes.TABLE;
        }
        return loader.getResource(EarlierProbes.CORE_CONNECTION + ".class") == null
                ? EarlierProbes.SECOND
                : EarlierProbes.FIRST;
    }

    /**
     * Checks the driver against the probes.
     *
     * @return the optional members that it has not
     * @throws WeaveException when something is missing, naming it
     */
    Set<DriverMember> check(DriverTable table) {
        for (String name : table.classes()) {
            classFiles.put(name, read(name));
        }
        checkReflectiveMembers(table);
        for (Probe probe : table.probes()) {
            if (!probe.optional() && !has(probe, table)) {
                throw new WeaveException(
                        "no " + probe.owner() + '.' + probe.method() + probe.parameters());
            }
        }
        Set<DriverMember> missing = new HashSet<>();
        for (DriverMember member : table.members()) {
            boolean found =
                    members.contains(member.owner() + '.' + member.name() + member.descriptor());
            switch (member.origin()) {
                case DRIVER -> {
                    if (!found) {
                        throw new WeaveException("no " + member.owner() + '.' + member.name());
                    }
                }
                case DRIVER_OR_FALSE -> {
                    if (!found) {
                        missing.add(member);
                    }
                }
                case ADDED -> {
                    if (found) {
                        throw new WeaveException(member.owner() + " is woven already");
                    }
                }
            }
        }
        return missing;
    }

    private boolean has(Probe probe, DriverTable table) {
        String wanted = probe.owner() + '.' + probe.method() + probe.parameters();
        if (table.isLatest()) {
            return methods.contains(wanted);
        }
        for (String method : methods) {
            if (method.startsWith(wanted)) {
                return true;
            }
        }
        // In 3.8.11.2, scripts are run by native code alone, and nobody sees them.
        return probe.owner().equals(Probes.NATIVE_DB);
    }

    private void checkReflectiveMembers(DriverTable table) {
        Set<String> read = new HashSet<>(classFiles.keySet());
        for (ReflectiveMember member : ReflectiveMember.values()) {
            if (!table.isLatest() && member.isOptional()) {
                continue;
            }
            String owner = member.owner().replace('.', '/');
            if (read.add(owner)) {
                read(owner);
            }
            if (!signatures.contains(owner + '.' + member.signature())) {
                throw new WeaveException("no " + owner + '.' + member.signature());
            }
        }
    }

    /** Whether {@link #check} has found the native methods of all {@link Probes#GATES}. */
    boolean hasGates() {
        for (NativeGate gate : Probes.GATES) {
            if (!natives.contains(gate.owner() + '.' + gate.method() + gate.descriptor())) {
                return false;
            }
        }
        return true;
    }

    /** What {@link #check} or {@link #ahead} has read, by internal name. */
    Map<String, byte[]> classFiles() {
        return classFiles;
    }

    private byte[] read(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new WeaveException("no " + name);
            }
            byte[] classFile = in.readAllBytes();
            new ClassReader(classFile)
                    .accept(
                            new Members(name),
                            ClassReader.SKIP_CODE
                                    | ClassReader.SKIP_DEBUG
                                    | ClassReader.SKIP_FRAMES);
            return classFile;
        } catch (IOException e) {
            throw new WeaveException("cannot read " + name + ": " + e.getMessage());
        }
    }

    private final class Members extends ClassVisitor {
        private final String owner;

        Members(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            int end = descriptor.indexOf(')') + 1;
            if ((access & Opcodes.ACC_NATIVE) != 0) {
                natives.add(owner + '.' + name + descriptor);
            }
            if ((access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0) {
                methods.add(owner + '.' + name + descriptor.substring(0, end));
            }
            signatures.add(owner + '.' + name + descriptor.substring(0, end));
            if (end == 2) {
                members.add(owner + '.' + name + "()" + descriptor.substring(end));
            }
            return null;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
            signatures.add(owner + '.' + name);
            members.add(owner + '.' + name + descriptor);
            return null;
        }
    }
}
