package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent;
import java.util.List;

/** What a command comes to. */
public sealed interface Decision {

    /** It happened: one or more events, in order. */
    record Accepted(List<ModerationEvent> events) implements Decision {

        public Accepted(ModerationEvent event) {
            this(List.of(event));
        }
    }

    /** It is so already. */
    record Unchanged() implements Decision {}

    /** It is not allowed, for this reason. */
    record Rejected(ErrorCode reason) implements Decision {}
}
