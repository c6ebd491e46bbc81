package io.livemarket.kit.engine;

import org.jspecify.annotations.Nullable;

/** The local store could not be read or written: a fault of the machine, never of a command. */
public final class LocalStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LocalStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
