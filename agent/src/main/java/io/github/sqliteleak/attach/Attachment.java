package io.github.sqliteleak.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running JVM for something, by the agent that is loaded into it. What would harm a process
 * is found out before: the system's signal by which a JVM is asked to listen ends any other
 * program, and has a JVM that does not listen print its threads.
 */
public final class Attachment {
    private static final String DISABLED = "-XX:+DisableAttachMechanism";
    private static final String ENABLED = "-XX:-DisableAttachMechanism";

    private static final String AT_START =
            "start it with -javaagent:/path/to/sqlite-leak-agent.jar instead";

    private final TargetProcess target;

    public Attachment(long pid) {
        target = new TargetProcess(pid);
    }

    /**
     * Loads the agent with this request and waits for its answer.
     *
     * @param request what {@code agentmain} gets
     * @return the answer, see {@link Answer}
     * @throws RefusedException when the JVM cannot be asked
     */
    public Answer ask(String request) throws RefusedException {
        requireJvm();
        try {
            return Asking.ask(Long.toString(target.pid()), jar().toString(), request);
        } catch (NoClassDefFoundError e) {
            throw refused("this Java has no module jdk.attach; run the command with a whole JDK");
        } catch (AttachNotSupportedException e) {
            throw refused(
                    "it does not answer, or does not let itself be attached to ("
                            + words(e)
                            + "); "
                            + AT_START);
        } catch (AgentInitializationException | AgentLoadException e) {
            throw refused(loading(words(e)));
        } catch (IOException e) {
            throw refused(words(e) + "; is it still running, and of this user?");
        }
    }

    /**
     * Sends nothing to the process: to attach to what is no JVM would end it.
     *
     * @throws RefusedException when it is none that can be attached to
     */
    private void requireJvm() throws RefusedException {
        if (target.pid() == ProcessHandle.current().pid()) {
            throw refused("that is this command itself");
        }
        if (!target.isThere()) {
            throw refused("there is no such process; the verb list shows the JVMs of this user");
        }
        String user = target.user();
        String own = ProcessHandle.current().info().user().orElse(null);
        if (user != null && own != null && !user.equals(own) && !own.equals("root")) {
            throw refused("it belongs to " + user + "; run this command as that user");
        }
        if (Boolean.FALSE.equals(target.isJvm())) {
            String program = target.program();
            throw refused(
                    "it is no JVM"
                            + (program == null ? "" : " but " + program)
                            + "; the verb list shows the JVMs of this user");
        }
        if (target.isElsewhere()) {
            throw refused(
                    "it runs in another container, where this jar is not; copy the jar there and"
                            + " run this command in it, as with docker exec or kubectl exec");
        }
        if (isDisabled()) {
            throw refused("it was started with " + DISABLED + "; " + AT_START);
        }
    }

    /** The last one counts. */
    private boolean isDisabled() {
        boolean disabled = false;
        for (String argument : target.arguments()) {
            disabled = argument.equals(DISABLED) || (disabled && !argument.equals(ENABLED));
        }
        return disabled;
    }

    private static String loading(String words) {
        if (words.toLowerCase(Locale.ROOT).contains("dynamic agent loading is not enabled")) {
            return "it was started with -XX:-EnableDynamicAgentLoading; " + AT_START;
        }
        return "it did not load the agent (" + words + "); its standard error may say more";
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    private RefusedException refused(String why) {
        return new RefusedException("cannot attach to " + target.pid() + ": " + why);
    }

    private static Path jar() throws RefusedException {
        try {
            return Path.of(
                    Attachment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException | RuntimeException e) {
            throw new RefusedException("cannot find this jar: " + e);
        }
    }

    /** Apart, since a Java without the module cannot load it. */
    private static final class Asking {
        private Asking() {}

        static Answer ask(String pid, String jar, String request)
                throws AttachNotSupportedException,
                        IOException,
                        AgentLoadException,
                        AgentInitializationException {
            VirtualMachine jvm = VirtualMachine.attach(pid);
            try {
                jvm.loadAgent(jar, request);
                @Nullable String answer = jvm.getSystemProperties().getProperty(Answer.PROPERTY);
                return Answer.read(answer);
            } finally {
                jvm.detach();
            }
        }
    }
}
