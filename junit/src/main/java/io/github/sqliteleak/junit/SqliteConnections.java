package io.github.sqliteleak.junit;

import java.util.List;
import org.opentest4j.AssertionFailedError;

/**
 * The connections that a test has opened, to test code that opens some: a parameter of tests, their
 * constructors, {@code BeforeEach} and {@code BeforeAll} methods under {@link SqliteLeakCheck}.
 * Sees what the test's own thread opens and what threads open that this one has started; in a
 * dynamic test, what that one opens.
 */
public final class SqliteConnections {
    private final Agent agent;
    private final String opener;
    private volatile Object scope;

    SqliteConnections(Agent agent, Object scope, String opener) {
        this.agent = agent;
        this.scope = scope;
        this.opener = opener;
    }

    /** Is of the test with this scope, which was not known before. */
    void belongTo(Object test) {
        scope = test;
    }

    /** Those that are open now. */
    public List<OpenedConnection> open() {
        return agent.open(DynamicScope.within(scope));
    }

    /** Runs the code and tells what was opened meanwhile, closed since or not. */
    public List<OpenedConnection> openedDuring(Runnable code) {
        Object part = agent.part();
        Object before = agent.enter(part);
        try {
            code.run();
        } finally {
            agent.leave(before);
        }
        return agent.recorded(part);
    }

    /**
     * Fails when one is open, those of pools included.
     *
     * @throws AssertionFailedError with the opening sites and what they hold
     */
    public void assertNoneOpen() {
        String text = agent.openText(DynamicScope.within(scope), opener);
        if (text != null) {
            throw new AssertionFailedError(text);
        }
    }
}
