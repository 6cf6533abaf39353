package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text can stand behind {@code -javaagent:…=}: it is taken, or refused in one line. */
class OptionsFuzzTest {
    private static final String[] KEYS = {
        "report",
        "console",
        "on-exit",
        "checkpoint",
        "exit-timeout",
        "exit-code",
        "held-warning",
        "collected",
        "lock-waits",
        "stack-depth",
        "transaction-stacks",
        "statement-stacks",
        "sql",
        "exclude",
        "own",
        "wal-warning",
        "log",
        "optional",
        "jmx",
        "reprt",
        ""
    };
    private static final String[] VALUES = {
        "off",
        "on",
        "full",
        "10s",
        "250ms",
        "16MB",
        "0",
        "-1",
        "255",
        "99999999999999999999",
        "9223372036854775807h",
        "1e3s",
        "\"a,b\"",
        "\"",
        "a=b",
        "**;#*",
        "[",
        "\\",
        "\u0000",
        "\ud800",
        "\n",
        ""
    };

    @Property(seed = "43")
    void isTakenOrRefusedInOneLine(@ForAll("arguments") String arguments) {
        try {
            assertThat(AgentOptions.parse(arguments)).isNotNull();
        } catch (OptionException e) {
            assertThat(e.line()).isNotBlank().doesNotContain("\n").doesNotContain("\r");
        }
    }

    /** Attaching again changes options, all of them or none. */
    @Property(seed = "43")
    void changesAllOrNothing(@ForAll("arguments") String first, @ForAll("arguments") String second)
            throws OptionException {
        CurrentOptions current;
        try {
            current = new CurrentOptions(first);
        } catch (OptionException e) {
            current = new CurrentOptions(null);
        }
        AgentOptions before = current.now();
        try {
            boolean changed = current.change(second);
            assertThat(current.now().equals(before)).isEqualTo(!changed);
        } catch (OptionException e) {
            assertThat(current.now()).isSameAs(before);
        }
    }

    @Provide
    Arbitrary<String> arguments() {
        Arbitrary<String> value =
                Arbitraries.oneOf(Arbitraries.of(VALUES), Arbitraries.strings().ofMaxLength(12));
        Arbitrary<String> option =
                Arbitraries.of(KEYS).flatMap(key -> value.map(each -> key + "=" + each));
        return Arbitraries.oneOf(option, value)
                .list()
                .ofMaxSize(5)
                .map(all -> String.join(",", all));
    }
}
