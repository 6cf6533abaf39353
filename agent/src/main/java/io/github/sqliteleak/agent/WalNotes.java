package io.github.sqliteleak.agent;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.lock.GrownWal;
import io.github.sqliteleak.lock.WalWatch;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.words.WalWords;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.WalPin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * WALs that grow: on the console and in the recording when it is seen, in the report at the end.
 */
final class WalNotes implements Consumer<GrownWal> {
    private final SqlInReports sql;
    private final Blame blame;
    private final SettingsWatch console;
    private final @Nullable WalWatch watch;
    private volatile @Nullable FlightLog flight;

    /**
     * @param console prints lines for callers that may not wait
     */
    WalNotes(
            AgentOptions options,
            ConnectionRegistry registry,
            TransactionTracker transactions,
            SettingsWatch console,
            Blame blame) {
        this.sql = options.sql();
        this.blame = blame;
        this.console = console;
        if (options.walWarning() == 0) {
            this.watch = null;
        } else {
            WalWatch made = new WalWatch(registry, options.walWarning(), this);
            transactions.watchCommits(made);
            this.watch = made;
        }
    }

    /** From now on there is somebody who may record. */
    void record(FlightLog log) {
        flight = log;
    }

    /** Under a monitor of the driver's. */
    @Override
    public void accept(GrownWal grown) {
        console.print(() -> WalWords.line(shown(grown.by(blame))));
        FlightLog log = flight;
        if (log != null) {
            log.grew(shown(grown.pin()));
        }
    }

    /** These reports, with what is known of the WALs of their databases and of others. */
    List<DatabaseReport> among(List<DatabaseReport> databases) {
        if (watch == null) {
            return databases;
        }
        Map<String, WalPin> grown = new LinkedHashMap<>();
        for (GrownWal wal : watch.grown()) {
            WalPin pin = shown(wal.by(blame));
            grown.put(pin.database(), pin);
        }
        List<DatabaseReport> all = new ArrayList<>();
        for (DatabaseReport database : databases) {
            WalPin pin = grown.remove(database.path());
            all.add(pin == null ? database : database.with(WalWords.growth(pin)));
        }
        for (WalPin pin : grown.values()) {
            all.add(DatabaseReport.ofGrowth(pin.database(), WalWords.growth(pin)));
        }
        return all;
    }

    private WalPin shown(WalPin pin) {
        List<LockHolder> holders = new ArrayList<>(pin.holders().size());
        for (LockHolder holder : pin.holders()) {
            holders.add(holder.showing(sql.show(holder.sql())));
        }
        return pin.with(holders);
    }
}
