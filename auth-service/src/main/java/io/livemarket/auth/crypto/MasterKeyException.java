package io.livemarket.auth.crypto;

/** The master key cannot be used, and the service does not start. */
public final class MasterKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MasterKeyException(String message) {
        super(message);
    }
}
