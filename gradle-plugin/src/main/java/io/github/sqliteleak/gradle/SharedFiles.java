package io.github.sqliteleak.gradle;

import java.io.File;
import org.gradle.api.Project;
import org.gradle.api.file.ProjectLayout;
import org.gradle.api.file.RegularFile;
import org.gradle.api.provider.Provider;
import org.gradle.api.provider.ProviderFactory;

/**
 * The files that stand beside a build file, or beside that of the root for all projects.
 *
 * @param root the folder of the root of the build
 */
record SharedFiles(ProjectLayout layout, ProviderFactory providers, File root) {
    static final String SUPPRESSIONS = "sqlite-leak-suppressions.txt";
    static final String BASELINE = "sqlite-leak-baseline.json";

    static SharedFiles of(Project project) {
        return new SharedFiles(project.getLayout(), project.getProviders(), project.getRootDir());
    }

    /** That of the project, else that of the root, else nothing. */
    Provider<RegularFile> nearest(String name) {
        File own = layout.getProjectDirectory().file(name).getAsFile();
        File shared = new File(root, name);
        return layout.file(
                providers.provider(() -> own.exists() ? own : shared.exists() ? shared : null));
    }
}
