package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent;
import java.util.List;

/** The outcome of a command: events to publish, no change, or a rejection. */
public sealed interface Decision {

    /** The command takes effect: one or more events to publish, in order. */
    record Accepted(List<ModerationEvent> events) implements Decision {

        public Accepted(ModerationEvent event) {
            this(List.of(event));
        }
    }

    /** The command changes nothing: its effect is there already. */
    record Unchanged() implements Decision {}

    /** The command is not allowed. */
    record Rejected(ErrorCode reason) implements Decision {}
}
