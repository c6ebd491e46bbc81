package io.livemarket.notification.webhooks.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that an endpoint did not accept. It names the event's place, and has no content: the event is read again
 * where it is resent.
 *
 * @param subject the id of the event's aggregate: the chat, the user, the product or the file
 * @param failedAt the time of the last attempt
 * @param reason the last answer: a status or the name of a fault, nothing of the address or a body
 */
public record DeadLetter(
        UUID endpointId,
        String eventId,
        String type,
        String subject,
        Place place,
        Instant failedAt,
        int attempts,
        String reason) {

    /** This letter after one more attempt. */
    public DeadLetter failedAgain(Instant at, String lastReason) {
        return new DeadLetter(endpointId, eventId, type, subject, place, at, attempts + 1, lastReason);
    }
}
