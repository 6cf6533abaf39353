package io.github.sqliteleak.agent;

import io.github.sqliteleak.system.Sealed;
import java.lang.instrument.Instrumentation;

/** Has an agent that is there already follow other options. */
record OptionChange(
        CurrentOptions current,
        DriverListener listener,
        Console console,
        Sealed<Instrumentation> instrumentation) {

    /**
     * Takes these options over those before; all of them or none.
     *
     * @return whether any is another one now
     */
    boolean change(String arguments) throws OptionException {
        if (!current.change(arguments)) {
            return false;
        }
        AgentOptions options = current.now();
        listener.follow(options);
        console.alsoTo(ApplicationLog.of(options, instrumentation, console));
        return true;
    }
}
