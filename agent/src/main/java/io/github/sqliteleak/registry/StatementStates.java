package io.github.sqliteleak.registry;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Reads from the driver's set of open statement pointers what weaving has hung on each. */
final class StatementStates {
    private static final String FIELD = "$sqliteLeak";

    private StatementStates() {}

    /** The application's open statements, in no order. Empty when they cannot be read. */
    static List<TrackedStatement> of(Iterable<?> pointers) {
        List<TrackedStatement> statements = new ArrayList<>();
        try {
            for (Object pointer : pointers) {
                Field field = pointer.getClass().getField(FIELD);
                if (field.get(pointer) instanceof TrackedStatement statement
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
}
