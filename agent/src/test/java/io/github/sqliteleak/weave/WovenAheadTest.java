package io.github.sqliteleak.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class WovenAheadTest {
    private final DriverInspector driver = new DriverInspector(getClass().getClassLoader());
    private final Map<String, byte[]> woven = WeaveAhead.woven(driver);
    private final Map<String, byte[]> originals = driver.classFiles();

    /** The step of the build has run over the driver of the tests, too. */
    @Test
    void isWhatWeavingGives() {
        WovenAhead ahead = WovenAhead.of(originals);

        assertThat(ahead).as("a resource named " + WovenAhead.name(originals)).isNotNull();
        assertThat(ahead.classFiles().keySet()).isEqualTo(woven.keySet());
        woven.forEach(
                (name, file) -> assertThat(ahead.classFiles().get(name)).as(name).isEqualTo(file));
        assertThat(ahead.hooks())
                .containsExactlyElementsOf(
                        HookClasses.names(Probes.TABLE, WeavingMode.ADDED_MEMBERS, true));
    }

    @Test
    void weavesWhatAnotherAgentHasChanged() {
        WovenDriver ready = WovenDriver.of(WovenAhead.of(originals), originals);
        byte[] changed = withAField(originals.get(Probes.STATEMENT));

        assertThat(ready.classFile(Probes.DB, originals.get(Probes.DB)))
                .isEqualTo(woven.get(Probes.DB));
        assertThat(ready.classFile(Probes.STATEMENT, changed))
                .isEqualTo(
                        new AsmWeaver(Probes.TABLE, driver.check(Probes.TABLE), true)
                                .weave(Probes.STATEMENT, changed));
    }

    @Test
    void keepsTheMembersThatADriverHasNot() throws IOException {
        Set<DriverMember> missing =
                new LinkedHashSet<>(Set.of(Probes.POINTER_DB, Probes.POINTER_ADDRESS));

        WovenAhead read =
                WovenAhead.read(WeaveAhead.resource(originals, woven, missing), originals);

        assertThat(read.missing())
                .extracting(Probes.TABLE.members()::get)
                .containsExactlyInAnyOrder(Probes.POINTER_DB, Probes.POINTER_ADDRESS);
    }

    @Test
    void knowsNoDriverThatDiffersInAByte() {
        Map<String, byte[]> others = new HashMap<>(originals);
        byte[] other = originals.get(Probes.CONNECTION).clone();
        other[other.length - 1] ^= 1;
        others.put(Probes.CONNECTION, other);

        assertThat(WovenAhead.of(others)).isNull();
    }

    @Test
    void refusesAnotherDriverWithTheSameChecksum() throws IOException {
        byte[] resource = WeaveAhead.resource(originals, woven, Set.of());
        Map<String, byte[]> others = new HashMap<>(originals);
        byte[] other = originals.get(Probes.DB).clone();
        other[100] ^= 1;
        others.put(Probes.DB, other);

        assertThatThrownBy(() -> WovenAhead.read(resource, others)).isInstanceOf(IOException.class);
    }

    private static byte[] withAField(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(writer, 0);
        writer.visitField(Opcodes.ACC_PRIVATE, "added", "I", null, null).visitEnd();
        return writer.toByteArray();
    }
}
