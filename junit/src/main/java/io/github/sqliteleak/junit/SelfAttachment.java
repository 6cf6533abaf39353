package io.github.sqliteleak.junit;

import java.nio.file.Path;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Attaches the agent to this JVM, once; by a helper process where the JVM forbids it to itself. */
final class SelfAttachment {
    /** Configuration parameter: the agent's options for this. */
    static final String OPTIONS = "sqliteleak.agent.options";

    /** System property: the agent tells what is wrong when asked, and not the VM on its own. */
    private static final String QUIET = "sqliteleak.self-attaching";

    private static boolean attempted;
    private static @Nullable String refusal;

    private SelfAttachment() {}

    /** Returns why it did not work, in one line; null when it did. */
    static synchronized @Nullable String attempt(ExtensionContext context) {
        if (!attempted) {
            attempted = true;
            // The helper process is waited for, and there is no second attempt.
            boolean interrupted = Thread.interrupted();
            refusal = attach(context.getConfigurationParameter(OPTIONS).orElse(""));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return refusal;
    }

    private static @Nullable String attach(String options) {
        Path jar = AgentJar.find();
        if (jar == null) {
            return "its jar is not on the class path, so it cannot be attached";
        }
        String forbidden = AttachingFlags.forbidding();
        if (forbidden != null) {
            return "this JVM does not let it be attached, it was started with " + forbidden;
        }
        System.setProperty(QUIET, "true");
        try {
            ByteBuddyAgent.attach(
                    jar.toFile(), Long.toString(ProcessHandle.current().pid()), options);
            return null;
        } catch (IllegalStateException | IllegalArgumentException | LinkageError e) {
            return "this JVM does not let it be attached (" + firstLine(root(e)) + ")";
        } finally {
            System.clearProperty(QUIET);
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.lines().findFirst().orElse(text);
    }
}
