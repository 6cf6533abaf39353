package io.github.sqliteleak.system;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.security.AccessController;
import java.security.AllPermission;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/** What a security manager allows the agent, which can do nothing in part. */
public final class Permissions {
    private static final String MISSING =
            "a security manager is in force that does not allow the agent to work, nothing is"
                    + " tracked; grant in the policy: grant codeBase"
                    + " \"file:/path/to/sqlite-leak-agent.jar\""
                    + " { permission java.security.AllPermission; };";

    private Permissions() {}

    /** Whether there is a security manager. */
    @SuppressWarnings("removal")
    public static boolean areAsked() {
        return System.getSecurityManager() != null;
    }

    /** Runs this by the agent's own permissions, whoever has called it. */
    @SuppressWarnings("removal")
    public static void use(Runnable work) {
        if (areAsked()) {
            AccessController.doPrivileged(new Use(work));
        } else {
            work.run();
        }
    }

    /** As {@link MethodHandles#privateLookupIn}, by the agent's own permissions. */
    @SuppressWarnings("removal")
    public static Lookup privateLookupIn(Class<?> type, Lookup caller)
            throws IllegalAccessException {
        if (System.getSecurityManager() == null) {
            return MethodHandles.privateLookupIn(type, caller);
        }
        try {
            return AccessController.doPrivileged(new LookIn(type, caller));
        } catch (PrivilegedActionException e) {
            throw new IllegalAccessException(String.valueOf(e.getCause()));
        }
    }

    private record LookIn(Class<?> type, Lookup caller)
            implements PrivilegedExceptionAction<Lookup> {
        @Override
        public Lookup run() throws IllegalAccessException {
            return MethodHandles.privateLookupIn(type, caller);
        }
    }

    private record Use(Runnable work) implements PrivilegedAction<@Nullable Void> {
        @Override
        public @Nullable Void run() {
            work.run();
            return null;
        }
    }

    /** What has to be granted, in one line; null where nothing has to be. */
    @SuppressWarnings("removal")
    public static @Nullable String missing() {
        if (System.getSecurityManager() == null) {
            return null;
        }
        try {
            AccessController.doPrivileged(
                    new PrivilegedAction<@Nullable Void>() {
                        @Override
                        public @Nullable Void run() {
                            AccessController.checkPermission(new AllPermission());
                            return null;
                        }
                    });
            return null;
        } catch (SecurityException e) {
            return MISSING;
        }
    }
}
