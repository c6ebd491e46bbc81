package io.livemarket.events.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The reason for which notifications were cleared. */
public enum ClearReason {
    /** The user read the chat: the notifications are read, and stay listed as read. */
    @JsonProperty("read")
    READ,
    /** The user cleared the notifications, or their messages were deleted: the notifications are gone. */
    @JsonProperty("asked")
    ASKED
}
