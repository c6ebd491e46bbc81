package io.livemarket.auth.crypto;

/** A sealed value that does not open: broken, moved from elsewhere, or sealed with another master key. */
public final class UnopenableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean otherKey;

    UnopenableException(String message, boolean otherKey, Throwable cause) {
        super(message, cause);
        this.otherKey = otherKey;
    }

    /**
     * Whether it was sealed with another master key, so that the record is good and this instance's setting is wrong.
     */
    public boolean otherKey() {
        return otherKey;
    }
}
