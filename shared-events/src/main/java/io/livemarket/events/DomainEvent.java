package io.livemarket.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact that an aggregate's owner decided. Immutable and kept for ever. On the wire its type is named by
 * {@link EventType}, never by the Java class.
 */
public interface DomainEvent {

    /** The id of the aggregate that the event belongs to: the record's partition key and the CloudEvents subject. */
    UUID aggregateId();

    /**
     * The time of the decision, UTC, to the millisecond. Consumers do not order events by it: sequences and versions
     * give the order.
     */
    Instant occurredAt();
}
