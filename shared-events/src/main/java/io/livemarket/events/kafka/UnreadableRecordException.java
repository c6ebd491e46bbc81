package io.livemarket.events.kafka;

import org.jspecify.annotations.Nullable;

/** A record that nobody can ever read; it belongs in the dead letter topic. Its message never quotes the value. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
