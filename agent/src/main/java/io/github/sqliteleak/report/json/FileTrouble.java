package io.github.sqliteleak.report.json;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what NIO says by the class of an exception. */
final class FileTrouble {
    private FileTrouble() {}

    static IOException explained(String what, IOException cause) {
        return new IOException(what + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return "there is a file of that name";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (cause instanceof FileSystemException trouble && trouble.getReason() != null) {
            return trouble.getReason();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
