package io.github.sqliteleak.maven;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.project.MavenProject;

/** What the goals of one build leave for each other at a module. */
final class ModuleState {
    private static final String FOLDERS = "io.github.sqliteleak.folders";

    private final MavenProject project;

    ModuleState(MavenProject project) {
        this.project = project;
    }

    /** Where the agent was told to write in this build; empty when it was not prepared in it. */
    @SuppressWarnings("unchecked") // set below only
    Set<Path> folders() {
        Object folders = project.getContextValue(FOLDERS);
        return folders == null ? Set.of() : (Set<Path>) folders;
    }

    void addFolder(Path folder) {
        Set<Path> folders = new LinkedHashSet<>(folders());
        folders.add(folder);
        project.setContextValue(FOLDERS, folders);
    }

    boolean isPrepared() {
        return !folders().isEmpty();
    }

    /** Those of this build and those given, each once. */
    List<Path> foldersWith(Path... given) {
        Set<Path> folders = new LinkedHashSet<>(List.of(given));
        folders.addAll(folders());
        return List.copyOf(folders);
    }
}
