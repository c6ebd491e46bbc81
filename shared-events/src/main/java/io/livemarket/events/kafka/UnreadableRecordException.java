package io.livemarket.events.kafka;

import io.livemarket.events.ExplainedException;
import org.jspecify.annotations.Nullable;

/** A record that no consumer can ever read, to be sent to the dead letter topic. The message never quotes the value. */
public final class UnreadableRecordException extends ExplainedException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
