package io.livemarket.moderation.content;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Commits one change of the rules. The transactional id is one for all instances: from the moment that a writer is made, no earlier writer commits,
 * and what earlier ones committed can be read. So a change is decided on all changes before it, at whichever instance they were made.
 */
final class RuleWriter implements AutoCloseable {

    private static final EventCodec<RuleEvent> RULES = EventCodec.of(RuleEvent.class);
    private static final int ANSWERS_WITHIN_MS = 8_000;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final Producer<String, byte[]> producer;

    /** @throws KafkaException when the log is away */
    RuleWriter(KafkaClients clients) {
        Map<String, Object> config = clients.producer("rules");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "moderation-service.rules.v1");
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWERS_WITHIN_MS);
        producer = new KafkaProducer<>(config);
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Commits an event under a key of its own, so that compaction keeps it. Earlier versions read the part behind a colon as a number; there is none.
     *
     * @return its offset
     * @throws KafkaException when the outcome is unknown, or a later writer was made ({@link #isFenced})
     */
    long commit(RuleEvent event, UUID actor) {
        UUID id = Ids.next();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.MODERATION_RULES.name(), 0, event.ruleId() + "/" + id, RULES.write(event));
        Envelope.describe(record.headers(), id.toString(), RULES.types().nameOf(event), "/moderation-service", event.occurredAt(), event.ruleId());
        Envelope.put(record.headers(), Envelope.ACTOR, actor.toString());
        producer.beginTransaction();
        Future<RecordMetadata> written = producer.send(record);
        producer.commitTransaction();
        try {
            return written.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("A committed change of a rule has no place", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted after the commit of a change of a rule", e);
        }
    }

    /** Whether a commit failed, with nothing committed, because a later writer was made. */
    static boolean isFenced(Throwable failure) {
        return failure != null && (failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException
                || isFenced(failure.getCause()));
    }

    /** Ends without a wait: an open transaction is aborted by the next writer. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
