package io.livemarket.events.files;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The reason for which a file was deleted. */
public enum DeletionReason {
    @JsonProperty("owner")
    OWNER,
    /** No message carried the file in time. */
    @JsonProperty("never_attached")
    NEVER_ATTACHED,
    /** Every message that carried the file was deleted. */
    @JsonProperty("messages_deleted")
    MESSAGES_DELETED
}
