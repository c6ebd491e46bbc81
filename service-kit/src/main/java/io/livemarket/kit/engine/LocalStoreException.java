package io.livemarket.kit.engine;

/** The local store could not be read or written: a fault of the machine, never of a command. */
public final class LocalStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LocalStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
