package io.github.sqliteleak.weave;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A driver that was woven when the agent was built. The agent's jar has what differs from the
 * driver's own class files, by their checksum. To put that together costs a tenth of weaving, and
 * loads none of ASM's classes. Drivers that nobody knew then are woven as they are loaded.
 *
 * <p>A resource holds, in the form of {@link java.io.DataOutput}: the names of the hooks that woven
 * code calls; the numbers of the optional members that the driver has not, in {@link Probes#TABLE};
 * then each of {@link DriverClasses#WOVEN} as its length, its checksum, and its pieces.
 */
final class WovenAhead {
    /** Where the resources are, beside this class. */
    static final String FOLDER = "woven/";

    /** The resource with the class file of the busy handler that waits. */
    static final String BUSY_HANDLER = "busy-handler";

    /** A piece that is new: its length and its bytes follow. */
    static final int NEW = 0;

    /** A piece that stands in the driver's class file: its place and its length follow. */
    static final int COPY = 1;

    private final List<String> hooks;
    private final List<Integer> missing;
    private final Map<String, byte[]> woven;

    private WovenAhead(List<String> hooks, List<Integer> missing, Map<String, byte[]> woven) {
        this.hooks = hooks;
        this.missing = missing;
        this.woven = woven;
    }

    /**
     * The driver's woven form.
     *
     * @param classFiles the driver's own, by internal name
     * @return null when this driver was not woven ahead
     */
    static @Nullable WovenAhead of(Map<String, byte[]> classFiles) {
        try (InputStream in = WovenAhead.class.getResourceAsStream(FOLDER + name(classFiles))) {
            if (in == null) {
                return null;
            }
            BusyHandlerClass.prepare();
            return read(in.readAllBytes(), classFiles);
        } catch (IOException | RuntimeException e) {
            // It is woven as it is loaded, then.
            return null;
        }
    }

    /**
     * The class file of the busy handler that waits.
     *
     * @return null where the agent was not built as a whole
     */
    static byte @Nullable [] busyHandler() {
        try (InputStream in = WovenAhead.class.getResourceAsStream(FOLDER + BUSY_HANDLER)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    /** Of the resource, without its folder. */
    static String name(Map<String, byte[]> classFiles) {
        CRC32 sum = new CRC32();
        long length = 0;
        for (String name : DriverClasses.WOVEN) {
            byte[] classFile = classFiles.get(name);
            if (classFile == null) {
                throw new WeaveException("no " + name);
            }
            sum.update(classFile, 0, classFile.length);
            length += classFile.length;
        }
        return Long.toHexString(sum.getValue()).concat("-").concat(Long.toString(length));
    }

    /** Class names of the hooks that woven code calls. */
    List<String> hooks() {
        return new ArrayList<>(hooks);
    }

    /** Numbers of the optional members that the driver has not. */
    List<Integer> missing() {
        return missing;
    }

    /** The woven class files, by internal name. */
    Map<String, byte[]> classFiles() {
        return woven;
    }

    static WovenAhead read(byte[] resource, Map<String, byte[]> classFiles) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(resource));
        List<String> hooks = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            hooks.add(in.readUTF());
        }
        List<Integer> missing = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            missing.add(in.readInt());
        }
        Map<String, byte[]> woven = new HashMap<>();
        for (String name : DriverClasses.WOVEN) {
            byte[] original = classFiles.get(name);
            if (original == null) {
                throw new IOException("no " + name);
            }
            woven.put(name, put(in, original));
        }
        return new WovenAhead(hooks, missing, woven);
    }

    private static byte[] put(DataInputStream in, byte[] original) throws IOException {
        byte[] woven = new byte[in.readInt()];
        int sum = in.readInt();
        int at = 0;
        while (at < woven.length) {
            if (in.readByte() == COPY) {
                int from = in.readInt();
                int length = in.readInt();
                System.arraycopy(original, from, woven, at, length);
                at += length;
            } else {
                int length = in.readInt();
                in.readFully(woven, at, length);
                at += length;
            }
        }
        CRC32 found = new CRC32();
        found.update(woven, 0, woven.length);
        if ((int) found.getValue() != sum) {
            throw new IOException("another driver with the same checksum");
        }
        return woven;
    }
}
