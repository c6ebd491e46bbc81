package io.livemarket.kit.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters of records.
 *
 * @param topic the dead letter topic
 * @param consumer the name of the consumer that cannot handle the record
 * @param reason the reason
 * @param at the timestamp of the letter, from which the topic keeps it, in epoch milliseconds; absent for the present
 *     time
 */
public record Letter(
        String topic,
        String consumer,
        String reason,
        @Nullable Long at) {

    /**
     * The dead letter of a record: unchanged, with consumer, reason and place; without its value, and without its
     * headers too, where the letter is too large with them.
     *
     * @param most the most bytes that the topic accepts, as {@link #size} counts them
     */
    public ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> record, int most) {
        ProducerRecord<String, byte[]> letter = of(record, record.value(), record.headers());
        if (size(letter) > most) {
            letter = of(record, null, record.headers());
        }
        return size(letter) > most ? of(record, null, new RecordHeaders()) : letter;
    }

    private ProducerRecord<String, byte[]> of(
            ConsumerRecord<String, byte[]> record, byte @Nullable [] value, Headers headers) {
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(topic, null, at, record.key(), value, headers);
        DeadLetterHeaders.put(letter.headers(), consumer, reason, record);
        return letter;
    }

    /** The bytes of a record's key, value and headers. */
    public static int size(ProducerRecord<String, byte[]> record) {
        int bytes = size(record.key(), record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /** The bytes of a record without headers. */
    public static int size(@Nullable String key, byte @Nullable [] value) {
        return (key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length) + (value == null ? 0 : value.length);
    }
}
