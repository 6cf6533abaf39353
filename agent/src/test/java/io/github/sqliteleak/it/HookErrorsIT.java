package io.github.sqliteleak.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.cli.Main;
import io.github.sqliteleak.it.app.HookErrors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that does not know all is not passed. */
class HookErrorsIT {
    @TempDir Path folder;

    @SomeJdk
    void passesNoJvmWhoseTrackingWasTurnedOff(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, HookErrors.TurnedOff.class).on(jdk).run();

        ended.hasStatus(0);
        assertThat(ended.report().leaks()).isEmpty();
        JsonObject off = missing(ended, "tracking-off");
        assertThat(off.getInt("count")).isEqualTo(1);
        assertThat(off.getString("since")).isNotNull();
        assertThat(ended.err())
                .contains("  incomplete: this JVM has followed nothing any more after too many");
        assertThat(check())
                .startsWith("3 ")
                .contains("has followed nothing any more after too many internal errors, since ");
    }

    @SomeJdk
    void passesNoJvmThatLostAConnectionWhenItWasOpened(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, HookErrors.LostOpening.class).on(jdk).run();

        ended.hasStatus(0);
        assertThat(ended.out()).isEmpty();
        assertThat(missing(ended, "openings").getInt("count")).isEqualTo(1);
        assertThat(missing(ended, "hooks").getString("detail"))
                .startsWith("had an internal error of the agent: java.lang.ClassCast");
        assertThat(check()).startsWith("3 ").contains("has lost openings to internal errors");
    }

    private static JsonObject missing(EndedJvm ended, String what) {
        JsonObject completeness = ended.report().json().getObject("completeness");
        assertThat(completeness.getBoolean("complete")).isFalse();
        for (Object one : completeness.getArray("missing")) {
            if (((JsonObject) one).getString("what").equals(what)) {
                return (JsonObject) one;
            }
        }
        throw new AssertionError("nothing of " + what + " in " + ended.report().text());
    }

    /** The status, and all that is said. */
    private String check() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, UTF_8);
        int status = Main.run(stream, stream, folder, "check");
        return status + " " + said.toString(UTF_8);
    }
}
