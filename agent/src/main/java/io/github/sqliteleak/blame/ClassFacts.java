package io.github.sqliteleak.blame;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says that matters for who has to close something.
 *
 * @param superName as {@code java/lang/Object}; null for that one
 * @param fields the types of its instance fields, type arguments included
 */
record ClassFacts(
        String name,
        int access,
        @Nullable String superName,
        List<String> interfaces,
        List<Set<String>> fields,
        List<Method> methods) {

    /**
     * A method.
     *
     * @param returned the type that it returns and its type arguments; empty for none and for
     *     primitive ones
     * @param lines the lines of its code; empty without debug information
     * @param storedTypes what it puts into fields, as {@link ClassFacts#fields}
     * @param tailCalls the calls whose results are returned at once
     * @param calls the names of the methods that it calls
     * @param texts the lines of the constant texts that it has
     */
    record Method(
            String name,
            String descriptor,
            int access,
            Set<String> returned,
            Set<Integer> lines,
            List<Set<String>> storedTypes,
            Set<TailCall> tailCalls,
            Set<String> calls,
            Map<String, Set<Integer>> texts) {

        boolean isConstructor() {
            return name.equals("<init>");
        }

        boolean returnsAnything() {
            return descriptor.endsWith(")Ljava/lang/Object;");
        }
    }

    /**
     * A call whose result is returned.
     *
     * @param line -1 where there are no lines
     */
    record TailCall(String callee, int line) {
        /** A call by the name of nothing in particular, as of a dynamic language. */
        static final String ANY = "*";
    }
}
