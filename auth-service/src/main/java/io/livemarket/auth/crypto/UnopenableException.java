package io.livemarket.auth.crypto;

import io.livemarket.events.ExplainedException;
import org.jspecify.annotations.Nullable;

/** A sealed value cannot be opened: it was changed, moved from another place, or sealed with another master key. */
public final class UnopenableException extends ExplainedException {

    private static final long serialVersionUID = 1L;

    private final boolean otherKey;

    UnopenableException(String message, boolean otherKey, @Nullable Throwable cause) {
        super(message, cause);
        this.otherKey = otherKey;
    }

    /**
     * Whether the value was sealed with another master key, so that the value is intact and this instance's setting is
     * wrong.
     */
    public boolean otherKey() {
        return otherKey;
    }
}
