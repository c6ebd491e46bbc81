package io.livemarket.events.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why notifications were cleared. */
public enum ClearReason {
    /** Their user read the chat: they are read, and stay listed as such. */
    @JsonProperty("read")
    READ,
    /** Their user wanted them away, or the messages that they were about were deleted: they are gone. */
    @JsonProperty("asked")
    ASKED
}
