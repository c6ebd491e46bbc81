package io.livemarket.kit.backup;

/** A refused backup or restore: its result would not be complete. The message is for the operator. */
public final class BackupRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BackupRefusedException(String message) {
        super(message);
    }

    BackupRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
