package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.lock.HolderTable.Step;
import io.github.sqliteleak.waits.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of SQLite's locks, row by row. A source stands alone where it is asked when nobody was
 * found; {@code +} is for "in any case", {@code -} for "unless somebody was found who writes" and
 * {@code .} for "unless somebody was found in this JVM".
 */
class HolderTableTest {
    private static final String QUICK =
            """
            memory      read        writers
            memory      write       writers
            memory      begin       writers
            memory      commit
            memory      checkpoint  writers running_writes +readers running_reads
            memory      pragma      writers
            memory      other       writers
            rollback    read        writers
            rollback    write       writers
            rollback    begin       writers
            rollback    commit      readers
            rollback    checkpoint  writers running_writes +readers +other_processes proven_reader running_reads
            rollback    pragma      writers
            rollback    other       writers
            wal         read        writers
            wal         write       writers
            wal         begin       writers
            wal         commit      writers
            wal         checkpoint  writers running_writes +wal_readers +other_processes .proven_reader running_reads
            wal         pragma      writers
            wal         other       writers
            not_asked   read        writers
            not_asked   write       writers
            not_asked   begin       writers
            not_asked   commit
            not_asked   checkpoint  writers running_writes +readers +other_processes proven_reader running_reads
            not_asked   pragma      writers
            not_asked   other       writers
            """;

    private static final String CLOSER =
            """
            memory      read        writers running_writes
            memory      write       writers running_writes
            memory      begin       writers running_writes
            memory      commit
            memory      checkpoint  writers running_writes +readers running_reads
            memory      pragma      writers running_writes
            memory      other       writers running_writes
            rollback    read        writers proven_writer running_writes other_processes
            rollback    write       writers proven_writer running_writes other_processes -readers proven_reader running_reads
            rollback    begin       writers proven_writer running_writes other_processes -readers proven_reader running_reads
            rollback    commit      other_processes -readers proven_reader running_reads
            rollback    checkpoint  writers running_writes +readers +other_processes proven_reader running_reads
            rollback    pragma      writers running_writes other_processes -readers proven_reader running_reads
            rollback    other       writers running_writes other_processes -readers proven_reader running_reads
            wal         read        writers running_writes other_processes
            wal         write       writers proven_writer running_writes other_processes
            wal         begin       writers proven_writer running_writes other_processes
            wal         commit      writers running_writes other_processes
            wal         checkpoint  writers running_writes +wal_readers +other_processes .proven_reader running_reads
            wal         pragma      writers running_writes other_processes
            wal         other       writers running_writes other_processes
            """;

    @Test
    void aQuickLookAsksTheConnectionsOfThisJvmAlone() {
        assertThat(rows(true, Journal.values())).isEqualTo(QUICK.lines().toList());
    }

    @Test
    void aCloserLookAsksTheSystemTooWhereNobodyIsKnown() {
        assertThat(rows(false, Journal.MEMORY, Journal.ROLLBACK, Journal.WAL))
                .isEqualTo(CLOSER.lines().toList());
    }

    private static List<String> rows(boolean quick, Journal... journals) {
        List<String> rows = new ArrayList<>();
        for (Journal journal : journals) {
            for (Operation operation : Operation.values()) {
                List<Step> steps =
                        quick
                                ? HolderTable.quick(journal, operation)
                                : HolderTable.closer(journal, operation);
                String text =
                        steps.stream().map(HolderTableTest::text).collect(Collectors.joining(" "));
                rows.add(
                        String.format("%-12s%-12s%s", lower(journal), lower(operation), text)
                                .stripTrailing());
            }
        }
        return rows;
    }

    private static String text(Step step) {
        String when =
                switch (step.when()) {
                    case NOBODY_YET -> "";
                    case NOBODY_HERE -> ".";
                    case NO_WRITER -> "-";
                    case ALWAYS -> "+";
                };
        return when + lower(step.source());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
