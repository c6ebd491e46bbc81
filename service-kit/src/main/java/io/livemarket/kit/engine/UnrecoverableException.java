package io.livemarket.kit.engine;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a retry does not remedy and that is no fault of a command: a wrong setting, or state that cannot be
 * read. The engine leaves its consumer group, and its health is broken with this message, which has no content, token
 * or e-mail address.
 */
public final class UnrecoverableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnrecoverableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
