package io.github.sqliteleak.missioncontrol;

import org.jspecify.annotations.Nullable;

/** Who held the lock that somebody waited for, as far as the event tells. */
record Holder(
        @Nullable String site,
        @Nullable String openSite,
        @Nullable String thread,
        long connection,
        long pid,
        @Nullable String process) {

    static Holder of(RecordedEvent event) {
        return new Holder(
                event.text("holderSite"),
                event.text("holderOpenSite"),
                event.text("holderThread"),
                event.number("holderConnectionId"),
                event.number("holderPid"),
                event.text("holderProcess"));
    }

    boolean isKnown() {
        return site != null || openSite != null || thread != null || connection > 0 || pid > 0;
    }

    /** Where it took the lock, or where its connection was opened. */
    boolean hasSite() {
        return site != null || openSite != null;
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
        if (openSite != null) {
            return thread == null
                    ? Texts.shared("holder.opened", openSite)
                    : Texts.shared("holder.opened.thread", openSite, thread);
        }
        if (thread != null) {
            return Texts.shared("holder.thread", thread);
        }
        return connection > 0
                ? Texts.shared("connection", Long.toString(connection))
                : Texts.shared("holder.unknown");
    }
}
