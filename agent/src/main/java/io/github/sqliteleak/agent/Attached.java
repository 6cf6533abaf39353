package io.github.sqliteleak.agent;

import io.github.sqliteleak.attach.Answer;
import io.github.sqliteleak.attach.Request;
import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.weave.DriverTransformer;
import java.io.IOException;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;

/** The agent as the command line finds it in a running JVM: it comes, leaves and comes back. */
final class Attached {
    private final DriverListener listener;
    private final Sealed<DriverTransformer> transformer;
    private final OptionChange options;
    private boolean left;

    Attached(DriverListener listener, Sealed<DriverTransformer> transformer, OptionChange options) {
        this.listener = listener;
        this.transformer = transformer;
        this.options = options;
    }

    /**
     * Does what is asked for.
     *
     * @param first whether the agent has come by this request
     */
    synchronized Answer answer(Request request, boolean first)
            throws IOException, UnmodifiableClassException, OptionException {
        return switch (request.kind()) {
            case ATTACH -> attach(first, request.options());
            case DETACH -> detach();
        };
    }

    private Answer attach(boolean first, String wanted) throws OptionException {
        boolean changed = !first && options.change(wanted);
        if (left) {
            left = false;
            Session session = listener.session();
            if (session != null) {
                session.comeBack();
            }
            transformer.open().weaveLoadedDrivers();
            return new Answer(
                    true,
                    "attached again, with "
                            + (changed ? "these options" : "the options of the first time"));
        }
        if (!first) {
            return new Answer(
                    true,
                    changed
                            ? "attached already; these options count from now on, and the others"
                                    + " stay as they were"
                            : "attached already, with these options");
        }
        String not = listener.untracked();
        if (not != null) {
            return new Answer(false, not);
        }
        Session session = listener.session();
        if (session == null) {
            return new Answer(
                    true,
                    "attached; sqlite-jdbc is not loaded yet, and is tracked from its first"
                            + " connection on");
        }
        session.beginAttached();
        return new Answer(
                true,
                "attached; connections are tracked from now on, and those that are open when they"
                        + " are next used; the report comes when the JVM ends or at detach");
    }

    private Answer detach() throws IOException, UnmodifiableClassException {
        if (left) {
            return new Answer(false, "the agent has left that JVM already");
        }
        left = true;
        transformer.open().takeBack();
        Session session = listener.session();
        Path report = session == null ? null : session.leave();
        return new Answer(
                true,
                report == null
                        ? "detached; no connection was seen, and there is no report"
                        : "detached; what was seen is in " + report);
    }
}
