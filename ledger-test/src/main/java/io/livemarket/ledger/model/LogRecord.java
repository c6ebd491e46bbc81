package io.livemarket.ledger.model;

import io.livemarket.events.chat.ChatEvent;

/**
 * A committed record of {@code chat.events}.
 *
 * @param eventId the {@code ce_id} header
 */
public record LogRecord(int partition, long offset, String eventId, ChatEvent event) {

    /** The record's place, as operators write it. */
    public String place() {
        return partition + "/" + offset;
    }
}
