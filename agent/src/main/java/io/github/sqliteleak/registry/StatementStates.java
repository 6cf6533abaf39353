package io.github.sqliteleak.registry;

import io.github.sqliteleak.driver.MetHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from the driver's set of open statement pointers what weaving has hung on each. */
final class StatementStates {
    private static final String FIELD = "$sqliteLeak";
    private static final String TEXT_METHOD = "$sqliteLeakText";
    private static final String NUMBER_METHOD = "$sqliteLeakNumber";

    private StatementStates() {}

    /** The application's open statements, in no order. Empty when they cannot be read. */
    static List<TrackedStatement> of(Iterable<?> pointers) {
        List<TrackedStatement> statements = new ArrayList<>();
        try {
            for (Object pointer : pointers) {
                if (hungOn(pointer) instanceof TrackedStatement statement
                        && statement.isApplications()) {
                    statements.add(statement);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A driver of another making: what it holds open stays unknown.
            return List.of();
        }
        return statements;
    }

    /** What weaving has hung on a statement or its pointer; null when nothing is known of it. */
    static @Nullable Object hungOn(Object pointer) throws ReflectiveOperationException {
        Object known = TrackedObjects.of(pointer);
        if (known != null) {
            return known;
        }
        try {
            return pointer.getClass().getField(FIELD).get(pointer);
        } catch (NoSuchFieldException e) {
            if (TrackedObjects.areUsed()) {
                return null;
            }
            throw e;
        }
    }

    /** What the woven method of the statement's pointer reads; null when it cannot be read. */
    static @Nullable String firstColumn(Iterable<?> pointers, TrackedStatement statement) {
        return (String) read(TEXT_METHOD, pointers, statement);
    }

    /** As {@link #firstColumn}, as a number. */
    static @Nullable Integer firstNumber(Iterable<?> pointers, TrackedStatement statement) {
        return (Integer) read(NUMBER_METHOD, pointers, statement);
    }

    private static @Nullable Object read(
            String method, Iterable<?> pointers, TrackedStatement statement) {
        try {
            for (Object pointer : pointers) {
                if (TrackedObjects.of(pointer) == statement) {
                    return MetHandle.firstColumn(
                            pointer, method.equals(TEXT_METHOD) ? "column_text" : "column_int");
                }
                if (hungOn(pointer) == statement) {
                    return pointer.getClass().getMethod(method).invoke(pointer);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
        return null;
    }
}
