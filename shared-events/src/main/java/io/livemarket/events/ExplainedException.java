package io.livemarket.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An exception that always has a message. */
public abstract class ExplainedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected ExplainedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message that the constructor got. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
