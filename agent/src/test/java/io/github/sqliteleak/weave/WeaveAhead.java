package io.github.sqliteleak.weave;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/** A step of the build: weaves drivers, and writes what {@link WovenAhead} reads. */
public final class WeaveAhead {
    /** Pieces are found by as many bytes. */
    private static final int BLOCK = 8;

    /** What is shorter is not worth a piece. */
    private static final int SHORTEST = 16;

    private WeaveAhead() {}

    /** Arguments: the folder with the drivers' jars, and that of the agent's classes. */
    public static void main(String... args) throws IOException {
        Path folder =
                Files.createDirectories(
                        Path.of(args[1], "io/github/sqliteleak/weave", WovenAhead.FOLDER));
        empty(folder);
        Files.write(folder.resolve(WovenAhead.BUSY_HANDLER), BusyHandlerWriter.waiting());
        try (DirectoryStream<Path> drivers =
                Files.newDirectoryStream(Path.of(args[0]), "sqlite-jdbc-*.jar")) {
            for (Path driver : drivers) {
                write(driver, folder);
            }
        }
    }

    /** What an earlier build wrote would come into the jar as well. */
    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path driver, Path folder) throws IOException {
        try (URLClassLoader loader = loaderOf(driver)) {
            DriverInspector inspector = new DriverInspector(loader);
            if (inspector.table().isLatest()) {
                Map<String, byte[]> woven = woven(inspector);
                Map<String, byte[]> originals = inspector.classFiles();
                Files.write(
                        folder.resolve(WovenAhead.name(originals)),
                        resource(originals, woven, inspector.check(Probes.TABLE)));
            }
        }
    }

    /** Sees nothing but the driver. */
    static URLClassLoader loaderOf(Path driver) throws IOException {
        return new URLClassLoader(
                new URL[] {driver.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /** The classes of a driver as they are woven when the agent does not know it. */
    static Map<String, byte[]> woven(DriverInspector driver) {
        Set<DriverMember> missing = driver.check(Probes.TABLE);
        if (!driver.hasGates()) {
            throw new IllegalStateException("busy handling cannot be woven");
        }
        AsmWeaver weaver = new AsmWeaver(Probes.TABLE, missing, true, WeavingMode.ADDED_MEMBERS);
        Map<String, byte[]> woven = new HashMap<>();
        driver.classFiles().forEach((name, file) -> woven.put(name, weaver.weave(name, file)));
        return woven;
    }

    static byte[] resource(
            Map<String, byte[]> originals, Map<String, byte[]> woven, Set<DriverMember> missing)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Set<String> hooks = HookClasses.names(Probes.TABLE, WeavingMode.ADDED_MEMBERS, true);
        out.writeInt(hooks.size());
        for (String hook : hooks) {
            out.writeUTF(hook);
        }
        List<Integer> absent = new ArrayList<>();
        for (DriverMember member : missing) {
            absent.add(Probes.TABLE.members().indexOf(member));
        }
        Collections.sort(absent);
        out.writeInt(absent.size());
        for (int member : absent) {
            out.writeInt(member);
        }
        for (String name : DriverClasses.WOVEN) {
            writePieces(originals.get(name), woven.get(name), out);
        }
        return bytes.toByteArray();
    }

    private static void writePieces(byte[] original, byte[] woven, DataOutputStream out)
            throws IOException {
        CRC32 sum = new CRC32();
        sum.update(woven);
        out.writeInt(woven.length);
        out.writeInt((int) sum.getValue());
        Map<Long, List<Integer>> blocks = new HashMap<>();
        for (int at = 0; at + BLOCK <= original.length; at++) {
            blocks.computeIfAbsent(block(original, at), key -> new ArrayList<>()).add(at);
        }
        int written = 0;
        int at = 0;
        while (at + BLOCK <= woven.length) {
            int from = 0;
            int longest = 0;
            for (int place : blocks.getOrDefault(block(woven, at), List.of())) {
                int length = common(original, place, woven, at);
                if (length > longest) {
                    from = place;
                    longest = length;
                }
            }
            if (longest < SHORTEST) {
                at++;
                continue;
            }
            writeNew(woven, written, at, out);
            out.writeByte(WovenAhead.COPY);
            out.writeInt(from);
            out.writeInt(longest);
            at += longest;
            written = at;
        }
        writeNew(woven, written, woven.length, out);
    }

    private static void writeNew(byte[] woven, int from, int to, DataOutputStream out)
            throws IOException {
        if (to > from) {
            out.writeByte(WovenAhead.NEW);
            out.writeInt(to - from);
            out.write(woven, from, to - from);
        }
    }

    private static long block(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, BLOCK).getLong();
    }

    private static int common(byte[] one, int from, byte[] other, int at) {
        int length = 0;
        while (from + length < one.length
                && at + length < other.length
                && one[from + length] == other[at + length]) {
            length++;
        }
        return length;
    }
}
