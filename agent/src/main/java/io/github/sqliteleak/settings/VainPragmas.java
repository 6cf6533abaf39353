package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.DriverSettings;
import io.github.sqliteleak.glob.Nearest;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.SqlitePragmas;
import java.util.List;
import java.util.Set;

/**
 * PRAGMAs that SQLite passes over without an error: those whose name it does not know, and {@code
 * foreign_keys} in a transaction.
 */
final class VainPragmas {
    static final String OF_THE_DRIVER = "a setting of sqlite-jdbc, not of SQLite";

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;

    VainPragmas(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    /**
     * A PRAGMA has run.
     *
     * @param name in lower case
     * @return false when it has set nothing
     */
    boolean hasSet(TrackedConnection connection, String name, String value) {
        if (!SqlitePragmas.NAMES.contains(name)) {
            unknown(connection, name);
            return false;
        }
        OpenTransaction open = name.equals("foreign_keys") ? connection.transaction() : null;
        if (open == null || connection.isTransactionUncertain()) {
            return true;
        }
        String statement = "PRAGMA foreign_keys=" + value;
        if (!InForce.lacking(connection, List.of(statement)).isEmpty()) {
            passedOver(connection, open, value);
        }
        return false;
    }

    private void passedOver(TrackedConnection connection, OpenTransaction open, String value) {
        String begun = open.beginSite();
        add(
                connection,
                IneffectiveSetting.Kind.FOREIGN_KEYS,
                "foreign_keys=" + value,
                "asked inside a transaction"
                        + (begun == null ? "" : " begun at " + begun)
                        + ", where SQLite passes over it");
    }

    private void unknown(TrackedConnection connection, String name) {
        Object handle = connection.handle();
        if (handle == null) {
            return;
        }
        Set<String> ofDriver;
        try {
            ofDriver = DriverSettings.of(handle);
        } catch (ReflectiveOperationException | RuntimeException e) {
            ofDriver = Set.of();
        }
        if (ofDriver.contains(name)) {
            boolean mode = name.equals("transaction_mode");
            add(
                    connection,
                    mode
                            ? IneffectiveSetting.Kind.TRANSACTION_MODE
                            : IneffectiveSetting.Kind.UNKNOWN_PRAGMA,
                    name,
                    OF_THE_DRIVER);
            return;
        }
        String meant = Nearest.misspelt(name, SqlitePragmas.NAMES);
        // A name that is like none may be one of an extension, or of a later SQLite.
        if (meant != null) {
            add(
                    connection,
                    IneffectiveSetting.Kind.UNKNOWN_PRAGMA,
                    name,
                    "no PRAGMA of SQLite, which passes over it (" + meant + " is one)");
        }
    }

    private void add(
            TrackedConnection connection,
            IneffectiveSetting.Kind kind,
            String asked,
            String actual) {
        String database = connection.database().display();
        if (!unmet.isKnown(database, kind) && !registry.isExcluded(connection)) {
            unmet.add(
                    new IneffectiveSetting(
                            database, kind, asked, actual, CallStack.siteHere(stackDepth)));
        }
    }
}
