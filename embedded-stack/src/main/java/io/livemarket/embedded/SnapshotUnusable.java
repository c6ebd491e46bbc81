package io.livemarket.embedded;

/** A snapshot is broken, of another format, or not of the log that it should be of; the message says which. */
public final class SnapshotUnusable extends Exception {

    private static final long serialVersionUID = 1L;

    SnapshotUnusable(String message) {
        super(message);
    }

    SnapshotUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
