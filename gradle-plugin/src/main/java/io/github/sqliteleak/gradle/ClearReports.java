package io.github.sqliteleak.gradle;

import javax.inject.Inject;
import org.gradle.api.Action;
import org.gradle.api.Task;
import org.gradle.api.file.Directory;
import org.gradle.api.file.FileSystemOperations;
import org.gradle.api.provider.Provider;

/** Reports are added up, so those of an earlier run must not be there when a task runs again. */
public class ClearReports implements Action<Task> {
    private final FileSystemOperations files;
    private final Provider<Directory> reports;

    @Inject
    public ClearReports(FileSystemOperations files, Provider<Directory> reports) {
        this.files = files;
        this.reports = reports;
    }

    @Override
    public void execute(Task task) {
        files.delete(what -> what.delete(reports));
    }
}
