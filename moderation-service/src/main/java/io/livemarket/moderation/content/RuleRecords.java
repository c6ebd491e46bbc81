package io.livemarket.moderation.content;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.RuleEvent;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of the rules' events. */
final class RuleRecords {

    private static final EventCodec<RuleEvent> RULES = EventCodec.of(RuleEvent.class);

    private RuleRecords() {}

    /**
     * The record of an event, under a key of its own, so that compaction keeps it. The key has no colon: earlier
     * versions read the part after a colon as a number.
     *
     * @param id the event's id, in the key and in the header {@link Envelope#ID}
     */
    static ProducerRecord<String, byte[]> of(UUID id, RuleEvent event, UUID actor) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.MODERATION_RULES.name(), 0, event.ruleId() + "/" + id, RULES.write(event));
        Envelope.describe(
                record.headers(),
                id.toString(),
                RULES.types().nameOf(event),
                "/moderation-service",
                event.occurredAt(),
                event.ruleId());
        Envelope.put(record.headers(), Envelope.ACTOR, actor.toString());
        return record;
    }
}
