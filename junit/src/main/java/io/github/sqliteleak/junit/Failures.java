package io.github.sqliteleak.junit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** What went wrong while all of something had to be ended. */
final class Failures {
    private final List<Throwable> all = new ArrayList<>();

    boolean isEmpty() {
        return all.isEmpty();
    }

    void add(Throwable failure) {
        all.add(failure);
    }

    /** As one; findings before what was refused. */
    void throwIfAny() throws SQLException, IOException {
        if (all.isEmpty()) {
            return;
        }
        List<Throwable> findings =
                all.stream().filter(AssertionFailedError.class::isInstance).toList();
        Throwable thrown = findings.isEmpty() ? all.get(0) : together(findings);
        for (Throwable each : all) {
            if (each != thrown && !findings.contains(each)) {
                thrown.addSuppressed(each);
            }
        }
        if (thrown instanceof SQLException refused) {
            throw refused;
        }
        if (thrown instanceof IOException refused) {
            throw refused;
        }
        throw (AssertionFailedError) thrown;
    }

    private static Throwable together(List<Throwable> findings) {
        if (findings.size() == 1) {
            return findings.get(0);
        }
        String text =
                findings.stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
        return new AssertionFailedError(text, findings.get(0));
    }
}
