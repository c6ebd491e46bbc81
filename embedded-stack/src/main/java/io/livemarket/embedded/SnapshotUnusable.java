package io.livemarket.embedded;

/** A snapshot is broken, of another format, or not of the expected log; the message is the reason. */
public final class SnapshotUnusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String message;

    SnapshotUnusable(String message) {
        super(message);
        this.message = message;
    }

    SnapshotUnusable(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
