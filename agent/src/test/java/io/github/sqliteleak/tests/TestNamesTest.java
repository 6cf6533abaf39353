package io.github.sqliteleak.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    loads        | loads()      | loads()            | #loads()       |
                    loads        | loads(int)[2]| [2] 7              | #loads(int)[2] | [2] 7
                    loads        | loads        | loads              | #loads()       |
                    loads        | loads[1]     | loads[1]           | #loads()[1]    |
                    dynamic      | dynamic()[1] | one                | #dynamic()[1]  | one
                    loads rows   | loads rows [x: 7, #0] | loads rows [x: 7, #0] | #loads rows() [x: 7, #0] |
                    $spock_f_0_0 | loads rows   | loads rows         | #loads rows    |
                                 | Scenario: a  | Scenario: a        | #Scenario: a   |
                    """)
    void namesATest(
            @Nullable String method,
            String reportingName,
            String displayName,
            String name,
            @Nullable String keptDisplayName) {
        assertThat(TestNames.test("com.example.RepoTest", method, reportingName, displayName))
                .isEqualTo(new TestName("com.example.RepoTest" + name, keptDisplayName));
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.RepoTest, RepoTest,,",
        "com.example.RepoTest$Nested, Nested,,",
        "com.example.RepoTest, The repo, The repo"
    })
    void namesAClass(String className, String displayName, @Nullable String kept) {
        assertThat(TestNames.container(className, displayName))
                .isEqualTo(new TestName(className, kept));
    }

    @org.junit.jupiter.api.Test
    void namesWhatIsInNoClass() {
        assertThat(TestNames.test(null, null, "Scenario: a", "Scenario: a"))
                .isEqualTo(new TestName("Scenario: a", null));
        assertThat(TestNames.container(null, "a.feature"))
                .isEqualTo(new TestName("a.feature", null));
    }
}
