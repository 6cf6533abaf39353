package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.settings.IneffectiveSetting.Kind;
import io.github.sqliteleak.system.Foreign;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code transaction_mode} of a URL or of properties, which is only about the {@code BEGIN} that
 * the driver runs for {@code setAutoCommit(false)}: one of the program's own begins as it says.
 */
final class OwnBegins {
    /** What is the case instead; no PRAGMA was asked for. */
    static final String BEGIN = "a BEGIN of the program's own";

    private static final String NAME = "transaction_mode";
    private static final String DEFERRED = "deferred";

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;

    OwnBegins(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    void opened(TrackedConnection connection, @Nullable Object properties) {
        String url = connection.url();
        if ((url == null || !url.contains(NAME))
                && !(properties instanceof Properties all && Foreign.names(all).contains(NAME))) {
            return;
        }
        String mode = InForce.opened(connection, NAME);
        if (mode != null && !isDeferred(mode)) {
            connection.beginMode(mode.toUpperCase(Locale.ROOT));
        }
    }

    /** A statement that begins a transaction as deferred has run. */
    void began(TrackedConnection connection, String sql) {
        String mode = connection.beginMode();
        if (mode == null || sql.toLowerCase(Locale.ROOT).contains(DEFERRED)) {
            return;
        }
        // Once is enough, whatever becomes of it.
        connection.beginMode(null);
        String database = connection.database().display();
        if (!unmet.isKnown(database, Kind.TRANSACTION_MODE) && !registry.isExcluded(connection)) {
            unmet.add(
                    new IneffectiveSetting(
                            database,
                            Kind.TRANSACTION_MODE,
                            NAME + '=' + mode,
                            BEGIN
                                    + " is deferred all the same, the setting is for"
                                    + " setAutoCommit(false) only",
                            CallStack.siteHere(stackDepth)));
        }
    }

    /** The driver takes its old misspelling as well. */
    private static boolean isDeferred(String mode) {
        return mode.equalsIgnoreCase(DEFERRED) || mode.equalsIgnoreCase("deffered");
    }
}
