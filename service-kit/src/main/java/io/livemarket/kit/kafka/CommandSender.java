package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.tracing.Tracing;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes commands of one family to their topic, in the order of the calls. The record's key is the aggregate; its
 * headers are those that a decider reads ({@link Envelope#command}), and the current span where that is sampled.
 */
public final class CommandSender<C> {

    private final Producer<String, byte[]> producer;
    private final Topic topic;
    private final EventCodec<C> codec;
    private final String origin;
    private final Sealing sealing;

    /** Encrypts the value of a command so that its decider alone can read it. */
    @FunctionalInterface
    public interface Sealing {

        byte[] seal(String topic, String key, byte[] value);
    }

    /**
     * A sender of commands that every reader of the topic may read.
     *
     * @param origin the instance's name, the key of the results
     */
    public CommandSender(Producer<String, byte[]> producer, Topic topic, EventCodec<C> codec, String origin) {
        this(producer, topic, codec, origin, (_, _, value) -> value);
    }

    /** A sender of encrypted commands. */
    public CommandSender(
            Producer<String, byte[]> producer, Topic topic, EventCodec<C> codec, String origin, Sealing sealing) {
        this.producer = producer;
        this.topic = topic;
        this.codec = codec;
        this.origin = origin;
        this.sealing = sealing;
    }

    /**
     * Publishes one command.
     *
     * @return completes when the command is in the log; fails with the client's exception when the command may not be
     *     there. A failed command may still have been written: a repeat needs its idempotency key
     */
    public CompletableFuture<Void> send(UUID commandId, UUID aggregateId, C command, Envelope.Reply reply) {
        String key = aggregateId.toString();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic.name(), key, sealing.seal(topic.name(), key, codec.write(command)));
        Envelope.command(record.headers(), commandId, codec.types().nameOf(command), origin, reply);
        Tracing.stamp(record.headers());
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            written.completeExceptionally(e);
        }
        return written;
    }
}
