package io.github.sqliteleak.report;

/** A file that is no report, or only part of one; the message says why, without the file's name. */
public final class ReportFormatException extends Exception {
    private static final long serialVersionUID = 1;

    public ReportFormatException(String message) {
        super(message);
    }
}
