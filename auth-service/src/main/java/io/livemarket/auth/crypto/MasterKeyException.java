package io.livemarket.auth.crypto;

/** The master key can't be used; the service does not start. */
public final class MasterKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MasterKeyException(String message) {
        super(message);
    }
}
