package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.Answer;
import io.github.sqliteleak.attach.Attachment;
import io.github.sqliteleak.attach.RefusedException;
import io.github.sqliteleak.attach.Request;

/** The JVM that a verb is about, by its process id. */
final class AttachedJvm {
    private AttachedJvm() {}

    /** Says what it answers, or why it cannot be asked; returns the exit status. */
    static int ask(Terminal terminal, long pid, Request request) {
        try {
            Answer answer = new Attachment(pid).ask(request.text());
            terminal.say(answer.line());
            return answer.done() ? ExitStatus.CLEAN : ExitStatus.NOT_ATTACHED;
        } catch (RefusedException e) {
            terminal.say(String.valueOf(e.getMessage()));
            return ExitStatus.NOT_ATTACHED;
        }
    }
}
