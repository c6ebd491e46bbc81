package io.livemarket.product.projection;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductCommand;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes the records of commands that follow from events of other services. No instance waits for their outcome: each
 * leads to an event, or changes nothing.
 */
final class FollowingCommands {

    private static final EventCodec<ProductCommand> COMMANDS = EventCodec.of(ProductCommand.class);

    private FollowingCommands() {}

    /** @param id made from the event, so that a repeat equals the command that was published before */
    static ProducerRecord<String, byte[]> of(UUID id, ProductCommand command) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                id.toString(),
                COMMANDS.types().nameOf(command),
                "/product-service",
                command.requestedAt(),
                command.productId());
        return new ProducerRecord<>(
                Topics.PRODUCTS_COMMANDS.name(),
                null,
                command.requestedAt().toEpochMilli(),
                command.productId().toString(),
                COMMANDS.write(command),
                headers);
    }
}
