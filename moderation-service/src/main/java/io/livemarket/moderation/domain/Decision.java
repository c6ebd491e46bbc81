package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent;

/** What a command comes to. */
public sealed interface Decision {

    /** It happened. */
    record Accepted(ModerationEvent event) implements Decision {}

    /** It is so already. */
    record Unchanged() implements Decision {}

    /** It is not allowed, for this reason. */
    record Rejected(ErrorCode reason) implements Decision {}
}
