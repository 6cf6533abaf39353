package io.github.sqliteleak.junit;

import java.util.ArrayList;
import java.util.List;

/** The message that a leak is expected to fail with; line numbers are 0, see {@link #bare}. */
final class LeakMessage {
    private static final String TRY =
            "open it in try (Connection c = …) { … }, which closes it on every path";

    private String opener = "this test";
    private final List<String> callers = new ArrayList<>();
    private String site = "com.example.Db.open(Db.java:0)";
    private String way = "";
    private String thread = "";
    private String database = ":memory:";
    private String holds = "no transaction, no open statement";
    private String cleanup = "closed by the agent";
    private String firstFix = "";
    private String fix = TRY;

    /** A message without its line numbers, which change with every edit. */
    static String bare(String message) {
        return message.replaceAll("(\\.java|[(]):\\d+\\)", "$1:0)");
    }

    /** Through these methods, each of which hands on what it got, but for the last one. */
    static LeakMessage openedFrom(String... callers) {
        LeakMessage message = new LeakMessage();
        message.callers.addAll(List.of(callers));
        return message;
    }

    LeakMessage site(String at) {
        site = at;
        return this;
    }

    LeakMessage through(String library) {
        way = "    way:       through " + library + "\n";
        return this;
    }

    LeakMessage by(String other) {
        opener = other;
        return this;
    }

    LeakMessage thread(String name) {
        thread = "    by thread: \"" + name + "\"\n";
        return this;
    }

    LeakMessage database(String name) {
        database = name;
        return this;
    }

    LeakMessage transaction(String begun) {
        holds = begun;
        cleanup = "closed by the agent, its transaction rolled back";
        firstFix = "commit or roll back on every path, then close\n               ";
        return this;
    }

    LeakMessage keptInFieldOf(String simpleName) {
        fix =
                simpleName
                        + " keeps it in a field: close it in the close() of "
                        + simpleName
                        + ", and call that on every path; in a test class, in @AfterEach or @AfterAll";
        return this;
    }

    LeakMessage cleanup(String what) {
        cleanup = what;
        return this;
    }

    @Override
    public String toString() {
        String at = site;
        String toIt = way;
        if (!callers.isEmpty()) {
            String last = callers.get(callers.size() - 1);
            at = line(last);
            toIt = "    way:       opened by Db.open(:0) for " + shortLine(last) + "\n";
            for (String caller : callers.subList(0, callers.size() - 1)) {
                toIt += "               through " + shortLine(caller) + "\n";
            }
        }
        return "SQLite: 1 connection opened by "
                + opener
                + " was left open\n  1 connection opened at "
                + at
                + "\n"
                + toIt
                + "    database:  "
                + database
                + "\n"
                + thread
                + "    holds:     "
                + holds
                + "\n    cleanup:   "
                + cleanup
                + "\n    fix:       "
                + firstFix
                + fix;
    }

    private static String line(String method) {
        String file = method.replaceFirst("(?:[a-z]+\\.)*(\\w+)[$.].*", "$1");
        return method + "(" + file + ".java:0)";
    }

    private static String shortLine(String method) {
        return method.replaceFirst("(?:[a-z]+\\.)*", "") + "(:0)";
    }
}
