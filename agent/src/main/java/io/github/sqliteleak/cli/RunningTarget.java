package io.github.sqliteleak.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.github.sqliteleak.attach.Attachment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A JVM with the agent that is asked for something by its process id. */
final class RunningTarget {
    private RunningTarget() {}

    /**
     * Has the agent in it read this argument; returns when it has done so.
     *
     * @throws RefusedException why not, in one line
     */
    static void ask(String pid, String argument) throws RefusedException {
        try {
            new Attachment(Long.parseLong(pid)).requireJvm();
            Asking.ask(pid, jar().toString(), argument);
        } catch (io.github.sqliteleak.attach.RefusedException e) {
            throw new RefusedException(words(e));
        } catch (NoClassDefFoundError e) {
            throw new RefusedException("this Java has no module jdk.attach; use that of a JDK");
        } catch (AttachNotSupportedException | IOException e) {
            throw new RefusedException(
                    words(e)
                            + "; it has to be a JVM of this user on this machine, started without"
                            + " -XX:+DisableAttachMechanism");
        } catch (AgentLoadException | AgentInitializationException e) {
            throw new RefusedException(
                    words(e)
                            + "; a JVM started with -XX:-EnableDynamicAgentLoading cannot be asked"
                            + " so, but by JMX");
        }
    }

    /** Why a JVM does not answer. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String line) {
            super(line);
        }
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    private static Path jar() throws RefusedException {
        try {
            return Path.of(
                    RunningTarget.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException | RuntimeException e) {
            throw new RefusedException("this jar is not found: " + e);
        }
    }

    /** Apart, since a Java without the module cannot load it. */
    private static final class Asking {
        private Asking() {}

        static void ask(String pid, String jar, String argument)
                throws AttachNotSupportedException,
                        IOException,
                        AgentLoadException,
                        AgentInitializationException {
            VirtualMachine jvm = VirtualMachine.attach(pid);
            try {
                jvm.loadAgent(jar, argument);
            } finally {
                jvm.detach();
            }
        }
    }
}
