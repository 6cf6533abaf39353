package io.github.sqliteleak.blame;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a text stands in the user's code, such as that of a query of which nobody has noted where
 * it was run. Looked for in the classes of a stack, as a constant of theirs.
 */
final class TextPlaces {
    private final LoadedCode code;
    private final ClassFiles files;

    TextPlaces(LoadedCode code, ClassFiles files) {
        this.code = code;
        this.files = files;
    }

    /**
     * The one place where it stands; null for none and for several.
     *
     * @param own frames, of whose classes each is looked at
     */
    @Nullable String of(String text, List<StackTraceElement> own) {
        Set<String> classes = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (StackTraceElement frame : own) {
            Class<?> type =
                    classes.add(frame.getClassName()) ? code.type(frame.getClassName()) : null;
            ClassFacts facts = type == null ? null : files.of(type);
            if (facts != null) {
                add(places, text, facts, frame);
            }
        }
        return places.size() == 1 ? places.iterator().next() : null;
    }

    private static void add(
            Set<String> places, String text, ClassFacts facts, StackTraceElement frame) {
        for (ClassFacts.Method method : facts.methods()) {
            for (Map.Entry<String, Set<Integer>> constant : method.texts().entrySet()) {
                if (isSame(constant.getKey(), text)) {
                    for (int line : constant.getValue()) {
                        places.add(
                                new StackTraceElement(
                                                frame.getClassName(),
                                                method.name(),
                                                frame.getFileName(),
                                                line)
                                        .toString());
                    }
                }
            }
        }
    }

    /** The driver and libraries cut off white space and semicolons. */
    private static boolean isSame(String constant, String text) {
        return constant.equals(text)
                || (constant.contains(text) && bare(constant).equals(bare(text)));
    }

    private static String bare(String text) {
        String bare = text.strip();
        return bare.endsWith(";") ? bare.substring(0, bare.length() - 1).strip() : bare;
    }
}
