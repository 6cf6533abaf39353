package io.github.sqliteleak.gradle;

import java.util.List;
import org.gradle.api.file.RegularFileProperty;
import org.gradle.api.provider.ListProperty;
import org.gradle.api.provider.MapProperty;
import org.gradle.api.provider.Property;

/** {@code sqliteLeak { … }}: what the tasks of a project begin with; each can be set apart. */
public abstract class SqliteLeakExtension {
    /** The version of the agent; that of the plugin by default. */
    public abstract Property<String> getToolVersion();

    /** Whether tests get the agent. */
    public abstract Property<Boolean> getTests();

    /** Whether applications that {@code JavaExec} tasks run get it. */
    public abstract Property<Boolean> getApplications();

    /**
     * Options of the agent by name, such as {@code held-warning}; {@code report} is the plugin's.
     */
    public abstract MapProperty<String, String> getOptions();

    /** Whether a leak fails the build, or is only shown. */
    public abstract Property<Boolean> getFailOnLeak();

    /** Whether what a pool owns may stay open to the end. */
    public abstract Property<Boolean> getAllowPools();

    /** More statements than these that failed because of a lock fail the build; none when unset. */
    public abstract Property<Integer> getMaxLockTimeouts();

    /** Whether all sites are shown, with whole stacks. */
    public abstract Property<Boolean> getFull();

    /** What {@code sqliteLeakReport} writes: {@code html}, {@code sarif}, {@code markdown}, … */
    public abstract ListProperty<String> getFormats();

    /** Patterns of leaks to pass over; those beside the build file, or at the root, by default. */
    public abstract RegularFileProperty getSuppressions();

    /** Leaks there were before; likewise. */
    public abstract RegularFileProperty getBaseline();

    /** Where {@code sqliteLeakBaseline} writes; beside the build file by default. */
    public abstract RegularFileProperty getBaselineToWrite();

    final void defaults(SharedFiles shared) {
        String version = SqliteLeakPlugin.class.getPackage().getImplementationVersion();
        if (version != null) {
            getToolVersion().convention(version);
        }
        getTests().convention(true);
        getApplications().convention(true);
        getFailOnLeak().convention(true);
        getAllowPools().convention(false);
        getFull().convention(false);
        getFormats().convention(List.of("html"));
        getSuppressions().convention(shared.nearest(SharedFiles.SUPPRESSIONS));
        getBaseline().convention(shared.nearest(SharedFiles.BASELINE));
        getBaselineToWrite()
                .convention(shared.layout().getProjectDirectory().file(SharedFiles.BASELINE));
    }
}
