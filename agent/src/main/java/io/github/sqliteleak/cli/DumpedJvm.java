package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.Answer;
import io.github.sqliteleak.attach.Attachment;
import io.github.sqliteleak.attach.RefusedException;
import io.github.sqliteleak.attach.Request;
import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.json.DumpFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running JVM that is asked what is open. Its answer goes through a file of this user's own. */
final class DumpedJvm {
    static final String NO_ANSWER =
            "it has not answered: its agent is of another version, it is another user's, or it sees"
                    + " another file system, as in a container";

    /**
     * So long a JVM that the agent has just come to is looked at: who works with SQLite uses it
     * again.
     */
    private static final long MEETING_MILLIS = 1_000;

    /** The server's folder gets no report unasked, and its log no page. */
    private static final String OPTIONS = "console=off,report=";

    private final Terminal terminal;
    private final long pid;

    DumpedJvm(Terminal terminal, long pid) {
        this.terminal = terminal;
        this.pid = pid;
    }

    /**
     * The answer, for {@link DumpFile#read}. Brings the agent where it is not.
     *
     * @param page whether the worst of very many connections will do
     */
    String dump(boolean page) throws RefusedException, IOException, ReportFormatException {
        Path folder = Files.createTempDirectory("sqlite-leak-dump");
        Path file = folder.resolve("dump.json");
        try {
            String what = page ? "dump-page=" : "dump=";
            String answer = ask(what, file);
            if (!DumpFile.lacksAgent(answer) || !bring()) {
                return answer;
            }
            Thread.sleep(MEETING_MILLIS);
            return ask(what, file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportFormatException("interrupted");
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private String ask(String what, Path file)
            throws RefusedException, IOException, ReportFormatException {
        Files.deleteIfExists(file);
        new Attachment(pid).ask(what + file);
        if (!Files.exists(file)) {
            throw new ReportFormatException(NO_ANSWER);
        }
        return PlainFile.read(file);
    }

    /** Brings the agent, and says so. */
    boolean bring() throws RefusedException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        String options = OPTIONS + '"' + temporary.resolve("sqlite-leaks") + '"';
        Answer answer = new Attachment(pid).ask(new Request(Request.Kind.ATTACH, options).text());
        terminal.say(
                answer.done()
                        ? "the agent was not in it, and is now: a connection is known from its next"
                                + " use on, so ask again for more; detach "
                                + pid
                                + " takes it off"
                        : answer.line());
        return answer.done();
    }
}
