package io.livemarket.kit.engine;

import org.jspecify.annotations.Nullable;

/**
 * A failure that deciding again does not mend, and that is no fault of a command: a setting is wrong, or state cannot
 * be read. The engine leaves its group, and its health is broken with this message, which holds no content, token or
 * e-mail address.
 */
public final class UnrecoverableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnrecoverableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
