package io.livemarket.moderation.content;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.kit.kafka.FencingWriter;
import io.livemarket.kit.kafka.KafkaClients;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Commits one change of the rules. A new writer fences the earlier writers of all instances, so that a change is
 * decided on the state after all earlier changes.
 */
final class RuleWriter implements AutoCloseable {

    private static final EventCodec<RuleEvent> RULES = EventCodec.of(RuleEvent.class);

    private final FencingWriter writer;

    /** @throws KafkaException when Kafka does not answer */
    RuleWriter(KafkaClients clients) {
        writer = new FencingWriter(clients, "rules", "moderation-service.rules.v1");
    }

    /**
     * Commits an event under a key of its own, so that compaction keeps it. The key has no colon: earlier versions read
     * the part after a colon as a number.
     *
     * @return the event's offset
     * @throws KafkaException when the outcome is unknown, or a later writer fences this one
     *     ({@link FencingWriter#isFenced})
     */
    long commit(RuleEvent event, UUID actor) {
        UUID id = Ids.next();
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
        return writer.commit(List.of(record)).getFirst().offset();
    }

    @Override
    public void close() {
        writer.close();
    }
}
