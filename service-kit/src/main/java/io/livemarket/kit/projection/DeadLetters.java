package io.livemarket.kit.projection;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.kafka.DeadLetterHeaders;
import io.livemarket.kit.kafka.Letter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records that a projection can never read to the dead letter topic: unchanged, with the projection, the reason
 * and the record's place.
 */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration KEPT = Duration.ofDays(90);

    private final Topic source;
    private final String consumer;
    private final Producer<String, byte[]> producer;

    /** @param consumer the projection's name */
    DeadLetters(Topic source, String consumer, Producer<String, byte[]> producer) {
        this.source = source;
        this.consumer = consumer;
        this.producer = producer;
    }

    Topic topic() {
        return new Topic(source.deadLetters(), source.key(), "many", KEPT, false, false);
    }

    /**
     * Sends a record and returns when the dead letter topic has it; throws when it has not, so that the batch is
     * retried. A record that the broker refuses for its size is sent without its value, and then without its headers.
     */
    void send(ConsumerRecord<String, byte[]> record, String reason) {
        log.error("Unreadable record sent to the dead letter topic: {}: {}", DeadLetterHeaders.place(record), reason);
        Letter letter = new Letter(source.deadLetters(), consumer, reason, null);
        ProducerRecord<String, byte[]> sent = letter.of(record, Integer.MAX_VALUE);
        int least = Letter.size(letter.of(record, 0));
        while (!isTaken(sent, least)) {
            sent = letter.of(record, Letter.size(sent) - 1);
        }
    }

    /** @param least the bytes of the smallest letter, which every broker accepts */
    private boolean isTaken(ProducerRecord<String, byte[]> letter, int least) {
        try {
            producer.send(letter).get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException && Letter.size(letter) > least) {
                return false;
            }
            throw new IllegalStateException("The dead letter topic did not take a record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
