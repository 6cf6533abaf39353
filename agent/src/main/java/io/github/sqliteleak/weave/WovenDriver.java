package io.github.sqliteleak.weave;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All classes of one driver, woven before the first is handed out: woven classes refer to fields
 * added to one another, so it is all of them or none.
 */
final class WovenDriver {
    /** A driver that is left as it is. */
    static final WovenDriver NONE = new WovenDriver(null);

    private final @Nullable AsmWeaver weaver;
    private final Map<String, Woven> ready = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // a pair for this class only, never compared
    private record Woven(byte[] original, byte[] woven) {}

    private WovenDriver(@Nullable AsmWeaver weaver) {
        this.weaver = weaver;
    }

    /**
     * @param classFiles by internal name
     * @throws WeaveException when one of the classes cannot be woven
     */
    static WovenDriver weave(AsmWeaver weaver, Map<String, byte[]> classFiles) {
        WovenDriver driver = new WovenDriver(weaver);
        for (String name : weaver.table().classes()) {
            byte[] original = classFiles.get(name);
            if (original == null) {
                throw new WeaveException("no " + name);
            }
            driver.ready.put(name, new Woven(original, weaver.weave(name, original)));
        }
        return driver;
    }

    /** False for one that is left as it is. */
    boolean isWoven(WeavingMode mode) {
        return weaver != null && weaver.mode() == mode;
    }

    /**
     * The woven form of a class that is being loaded; null to leave it as it is.
     *
     * @param classFile as the VM has it, which differs from the driver's own when another agent has
     *     been at it
     */
    synchronized byte @Nullable [] classFile(String name, byte[] classFile) {
        if (weaver == null) {
            return null;
        }
        Woven woven = ready.get(name);
        if (woven == null || Arrays.equals(woven.original(), classFile)) {
            return woven == null ? null : woven.woven();
        }
        try {
            return weaver.weave(name, classFile);
        } catch (Throwable t) {
            // What the other agent did is lost for this class; a class left unwoven would break its
            // siblings.
            return woven.woven();
        }
    }
}
