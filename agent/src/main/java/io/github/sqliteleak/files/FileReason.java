package io.github.sqliteleak.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Says in words what NIO says by the class of an exception, whose message is often no more than the
 * name of the file.
 */
public final class FileReason {
    private FileReason() {}

    /** Why reading or writing has failed, without the name of the file. */
    public static String of(IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return "it is not in UTF-8";
        }
        if (!(failure instanceof FileSystemException trouble)) {
            String message = failure.getMessage();
            return message == null ? failure.getClass().getSimpleName() : message;
        }
        if (trouble instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (trouble instanceof FileAlreadyExistsException
                || trouble instanceof NotDirectoryException) {
            return "there is a file of that name";
        }
        if (trouble instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (trouble instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (trouble instanceof FileSystemLoopException) {
            return "symbolic links go round in a circle";
        }
        String reason = trouble.getReason();
        return reason == null ? trouble.getClass().getSimpleName() : reason;
    }
}
