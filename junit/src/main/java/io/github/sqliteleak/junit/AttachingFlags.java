package io.github.sqliteleak.junit;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** The JVM options that forbid attaching an agent, however they were given. */
final class AttachingFlags {
    private AttachingFlags() {}

    /** The one that does; null when none does, and where a JVM does not tell. */
    static @Nullable String forbidding() {
        if ("true".equals(value("DisableAttachMechanism"))) {
            return "-XX:+DisableAttachMechanism";
        }
        return "false".equals(value("EnableDynamicAgentLoading"))
                ? "-XX:-EnableDynamicAgentLoading"
                : null;
    }

    private static @Nullable String value(String option) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(option)
                    .getValue();
        } catch (RuntimeException | LinkageError unknown) {
            // Another VM, an older one, or one without that module.
            return null;
        }
    }
}
