package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes commands of one family to their topic, in the order of the calls. The record's key is the aggregate; its headers
 * name the origin that waits for the outcome.
 */
public final class CommandSender<C> {

    private final Producer<String, byte[]> producer;
    private final Topic topic;
    private final EventCodec<C> codec;
    private final String origin;

    /**
     * @param origin the instance's name, the key under which results come back
     */
    public CommandSender(Producer<String, byte[]> producer, Topic topic, EventCodec<C> codec, String origin) {
        this.producer = producer;
        this.topic = topic;
        this.codec = codec;
        this.origin = origin;
    }

    /**
     * Writes one command.
     *
     * @return completes when the command is in the log; fails with the client's exception when it may not be there. A
     *         failed command may still have been written: a repeat needs the same idempotency key
     */
    public CompletableFuture<Void> send(UUID commandId, UUID aggregateId, UUID actor, Instant at, C command,
            Envelope.Reply reply) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic.name(), aggregateId.toString(), codec.write(command));
        Envelope.describe(record.headers(), commandId.toString(), codec.types().nameOf(command), "/" + origin, at,
                aggregateId);
        Envelope.put(record.headers(), Envelope.ACTOR, actor.toString());
        Envelope.put(record.headers(), Envelope.ORIGIN, origin);
        Envelope.put(record.headers(), Envelope.REPLY, reply.name());
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
