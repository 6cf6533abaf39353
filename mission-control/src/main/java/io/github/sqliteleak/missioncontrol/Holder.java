package io.github.sqliteleak.missioncontrol;

import org.jspecify.annotations.Nullable;

/** Who held the lock that somebody waited for, as far as the event tells. */
record Holder(
        @Nullable String site,
        @Nullable String thread,
        long connection,
        long pid,
        @Nullable String process) {

    static Holder of(RecordedEvent event) {
        return new Holder(
                event.text("holderSite"),
                event.text("holderThread"),
                event.number("holderConnectionId"),
                event.number("holderPid"),
                event.text("holderProcess"));
    }

    /** The same words for the same holder. */
    String words() {
        if (site != null) {
            return thread == null ? site : Texts.shared("holder.site", site, thread);
        }
        if (pid > 0) {
            return process == null
                    ? Texts.shared("holder.process", Long.toString(pid))
                    : Texts.shared("holder.process.command", Long.toString(pid), process);
        }
        if (thread != null) {
            return Texts.shared("holder.thread", thread);
        }
        return connection > 0
                ? Texts.shared("connection", Long.toString(connection))
                : Texts.shared("holder.unknown");
    }
}
