package io.github.sqliteleak.weave;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All classes of one driver, woven before the first is handed out: woven classes refer to fields
 * added to one another, so it is all of them or none.
 */
final class WovenDriver {
    /** A driver that is left as it is. */
    static final WovenDriver NONE = new WovenDriver(null, null, List.of());

    private final @Nullable WeavingMode mode;
    private final Map<String, Woven> ready = new HashMap<>();
    private final List<Integer> missing;
    private @Nullable AsmWeaver weaver;

    @SuppressWarnings("ArrayRecordComponent") // a pair for this class only, never compared
    private record Woven(byte[] original, byte[] woven) {}

    private WovenDriver(
            @Nullable WeavingMode mode, @Nullable AsmWeaver weaver, List<Integer> missing) {
        this.mode = mode;
        this.weaver = weaver;
        this.missing = missing;
    }

    /**
     * @param classFiles by internal name
     * @throws WeaveException when one of the classes cannot be woven
     */
    static WovenDriver weave(AsmWeaver weaver, Map<String, byte[]> classFiles) {
        WovenDriver driver = new WovenDriver(weaver.mode(), weaver, List.of());
        for (String name : weaver.table().classes()) {
            byte[] original = classFiles.get(name);
            if (original == null) {
                throw new WeaveException("no " + name);
            }
            driver.ready.put(name, new Woven(original, weaver.weave(name, original)));
        }
        return driver;
    }

    /**
     * @param classFiles the driver's own, by internal name
     */
    static WovenDriver of(WovenAhead ahead, Map<String, byte[]> classFiles) {
        WovenDriver driver = new WovenDriver(WeavingMode.ADDED_MEMBERS, null, ahead.missing());
        for (Map.Entry<String, byte[]> each : ahead.classFiles().entrySet()) {
            byte[] original = classFiles.get(each.getKey());
            if (original != null) {
                driver.ready.put(each.getKey(), new Woven(original, each.getValue()));
            }
        }
        return driver;
    }

    /** False for one that is left as it is. */
    boolean isWoven(WeavingMode wanted) {
        return mode == wanted;
    }

    /**
     * The woven form of a class that is being loaded; null to leave it as it is.
     *
     * @param classFile as the VM has it, which differs from the driver's own when another agent has
     *     been at it
     */
    synchronized byte @Nullable [] classFile(String name, byte[] classFile) {
        Woven woven = ready.get(name);
        if (woven == null || Arrays.equals(woven.original(), classFile)) {
            return woven == null ? null : woven.woven();
        }
        try {
            return weaver().weave(name, classFile);
        } catch (Throwable t) {
            // What the other agent did is lost for this class; a class left unwoven would break its
            // siblings.
            return woven.woven();
        }
    }

    /** Needed when another agent has changed a class of a driver that was woven ahead. */
    private AsmWeaver weaver() {
        AsmWeaver made = weaver;
        if (made == null) {
            Set<DriverMember> absent = new HashSet<>();
            for (int member : missing) {
                absent.add(Probes.TABLE.members().get(member));
            }
            made = new AsmWeaver(Probes.TABLE, absent, true, WeavingMode.ADDED_MEMBERS);
            weaver = made;
        }
        return made;
    }
}
