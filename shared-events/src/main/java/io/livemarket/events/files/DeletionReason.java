package io.livemarket.events.files;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a file is gone. */
public enum DeletionReason {
    @JsonProperty("owner")
    OWNER,
    /** No message carried it in time. */
    @JsonProperty("never_attached")
    NEVER_ATTACHED,
    /** Every message that carried it was taken back. */
    @JsonProperty("messages_deleted")
    MESSAGES_DELETED
}
