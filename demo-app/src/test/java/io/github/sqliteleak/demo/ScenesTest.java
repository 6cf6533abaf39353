package io.github.sqliteleak.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scenes tell, as they are and as they should be. */
class ScenesTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void twoWriters() {
        assertThat(play("two-writers"))
                .isEqualTo(
                        """
                        Two writers
                          1 x K-101 refused after 100 ms, the database is locked
                          1 x K-101 sold with more patience
                          1 x K-101 found in stocktaking
                        """);
        assertThat(play("two-writers", "--clean"))
                .isEqualTo(
                        """
                        Two writers
                          1 x K-101 sold at once
                          1 x K-101 found in stocktaking
                        """);
    }

    @Test
    void pinnedWal() {
        assertThat(play("pinned-wal"))
                .isEqualTo(
                        """
                        A checkpoint
                          checkpoint during the export: held up
                          checkpoint once all is closed: done
                        """);
        assertThat(play("pinned-wal", "--clean"))
                .isEqualTo(
                        """
                        A checkpoint
                          checkpoint during the export: done
                          checkpoint once all is closed: done
                        """);
    }

    @Test
    void staleSnapshot() {
        assertThat(play("stale-snapshot"))
                .isEqualTo(
                        """
                        Read, then write
                          order refused at once: what it had read was out of date
                          order taken
                          4 x K-101 left
                        """);
        assertThat(play("stale-snapshot", "--clean"))
                .isEqualTo(
                        """
                        Read, then write
                          order taken
                          4 x K-101 left
                        """);
    }

    @Test
    void otherProcess() {
        assertThat(play("other-process"))
                .isEqualTo(
                        """
                        Another process
                          1 x K-101 refused after 100 ms, the database is locked
                          1 x K-101 sold with more patience
                          prices set by the head office
                        """);
        assertThat(play("other-process", "--clean"))
                .isEqualTo(
                        """
                        Another process
                          1 x K-101 sold at once
                          prices set by the head office
                        """);
    }

    @Test
    void refusesASceneThatThereIsNot() {
        play("three-writers");

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "sqlite-leak-demo: unknown scene three-writers, allowed are two-writers,"
                                + " pinned-wal, stale-snapshot, other-process");
    }

    /** The story, less its first line, which names the folder. */
    private String play(String... arguments) {
        out.reset();
        String[] all = new String[arguments.length + 3];
        all[0] = "--data";
        all[1] = folder.toString();
        all[2] = "--scene";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        Demo.run(all, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        String text = out.toString(UTF_8).replace(System.lineSeparator(), "\n");
        return text.substring(text.indexOf('\n') + 1);
    }
}
