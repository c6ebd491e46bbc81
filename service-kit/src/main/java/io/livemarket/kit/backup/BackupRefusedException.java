package io.livemarket.kit.backup;

/** A backup or restore that would not hold what it promises; its message is for the operator. */
public final class BackupRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BackupRefusedException(String message) {
        super(message);
    }

    BackupRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
