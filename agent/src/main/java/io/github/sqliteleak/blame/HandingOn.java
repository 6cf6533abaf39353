package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of the user's give a connection, or what holds one, to their caller: those that
 * return it and keep it in no field, and constructors that keep it in one. Read from class files;
 * no class is asked for its members, which may load others and fail.
 */
final class HandingOn {
    /** Of a method whose result type alone differs from the one it calls. */
    private static final int BRIDGE = 0x40;

    /** What JDBC calls it to open a connection. */
    private static final Set<String> OPENINGS =
            Set.of(
                    "getConnection",
                    "connect",
                    "createConnection",
                    "getPooledConnection",
                    "getXAConnection");

    private final LoadedCode code;
    private final ClassFiles files;
    private final HolderTypes holders;

    HandingOn(LoadedCode code, ClassFiles files) {
        this.code = code;
        this.files = files;
        this.holders = new HolderTypes(files);
    }

    /** For the own frames of one stack, to be asked from the driver on. */
    Chain chain() {
        return new Chain();
    }

    /** Whether the class file of the frame can be had, as that of what was compiled before. */
    boolean canRead(StackTraceElement frame) {
        Class<?> type = code.type(frame.getClassName());
        return type != null && facts(type, frame) != null;
    }

    @Nullable String loadedFrom(StackTraceElement frame) {
        return code.loadedFrom(frame.getClassName());
    }

    /** Whether the method of the frame puts what it got into a field. */
    boolean keeps(StackTraceElement frame, @Nullable StackTraceElement inner) {
        Class<?> type = code.type(frame.getClassName());
        ClassFacts facts = type == null ? null : facts(type, frame);
        if (type == null || facts == null) {
            return false;
        }
        for (ClassFacts.Method method : methods(facts, frame, inner)) {
            if (keeps(method, type.getClassLoader())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ClassFacts facts(Class<?> type, StackTraceElement frame) {
        ClassFacts facts = files.of(type);
        return facts == null && ScriptCode.isOf(frame) ? files.of(type, code) : facts;
    }

    private boolean keeps(ClassFacts.Method method, ClassLoader loader) {
        for (Set<String> stored : method.storedTypes()) {
            if (holders.areKept(stored, loader)) {
                return true;
            }
        }
        return false;
    }

    final class Chain {
        /** The class of the last constructor that was asked for; null when the last was none. */
        private @Nullable String constructed;

        /**
         * Whether the method of the frame gives to its caller what it got.
         *
         * @param frame all that are nearer to the driver hand on
         * @param inner the frame that it called; null for the JDBC API or the driver
         */
        boolean handsOn(StackTraceElement frame, @Nullable StackTraceElement inner) {
            String name = frame.getClassName().replace('.', '/');
            Class<?> type = code.type(frame.getClassName());
            ClassFacts facts = type == null ? null : facts(type, frame);
            String within = constructed;
            constructed = frame.getMethodName().equals("<init>") ? name : null;
            if (type == null || facts == null) {
                return false;
            }
            ClassLoader loader = type.getClassLoader();
            if (within != null
                    && constructed != null
                    && holders.isA(facts, loader, Set.of(within))) {
                return true;
            }
            List<ClassFacts.Method> methods = methods(facts, frame, inner);
            for (ClassFacts.Method method : methods) {
                if (!isHandedOn(method, frame, inner, loader)) {
                    return false;
                }
            }
            return !methods.isEmpty();
        }
    }

    private boolean isHandedOn(
            ClassFacts.Method method,
            StackTraceElement frame,
            @Nullable StackTraceElement inner,
            ClassLoader loader) {
        boolean keeps = keeps(method, loader);
        if (method.isConstructor()) {
            return keeps;
        }
        if (keeps) {
            return false;
        }
        return method.returnsAnything()
                ? isReturned(method, frame.getLineNumber(), inner)
                : holders.areReturned(method.returned(), loader);
    }

    /** Of a method that may return anything: whether it returns what the inner frame returned. */
    private static boolean isReturned(
            ClassFacts.Method method, int line, @Nullable StackTraceElement inner) {
        for (ClassFacts.TailCall call : method.tailCalls()) {
            boolean sameLine = call.line() < 0 || call.line() == line;
            boolean sameName =
                    call.callee().equals(ClassFacts.TailCall.ANY)
                            || (inner == null
                                    ? OPENINGS.contains(call.callee())
                                    : call.callee().equals(inner.getMethodName()));
            if (sameLine && sameName) {
                return true;
            }
        }
        return false;
    }

    /** The methods that the frame may be of: one, but for overloads where lines are not known. */
    private static List<ClassFacts.Method> methods(
            ClassFacts facts, StackTraceElement frame, @Nullable StackTraceElement inner) {
        List<ClassFacts.Method> ofLine = new ArrayList<>();
        List<ClassFacts.Method> ofName = new ArrayList<>();
        for (ClassFacts.Method method : facts.methods()) {
            if (method.name().equals(frame.getMethodName())) {
                ofName.add(method);
                if (method.lines().contains(frame.getLineNumber())) {
                    ofLine.add(method);
                }
            }
        }
        return withoutBridges(ofLine.isEmpty() ? calling(inner, ofName) : ofLine);
    }

    /** Those that call the method of this frame, if any does. */
    private static List<ClassFacts.Method> calling(
            @Nullable StackTraceElement inner, List<ClassFacts.Method> methods) {
        List<ClassFacts.Method> calling = new ArrayList<>();
        for (ClassFacts.Method method : methods) {
            boolean calls =
                    inner == null
                            ? !Collections.disjoint(method.calls(), OPENINGS)
                            : method.calls().contains(inner.getMethodName());
            if (calls) {
                calling.add(method);
            }
        }
        return calling.isEmpty() ? methods : calling;
    }

    /** A bridge stands on the line of its class, where a constructor may stand, too. */
    private static List<ClassFacts.Method> withoutBridges(List<ClassFacts.Method> methods) {
        Set<ClassFacts.Method> others = new HashSet<>(methods);
        others.removeIf(method -> (method.access() & BRIDGE) != 0);
        return others.isEmpty() ? methods : List.copyOf(others);
    }
}
