package io.livemarket.product.kafka;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductResult;
import io.livemarket.events.products.ProductResult.CommandAccepted;
import io.livemarket.events.products.ProductResult.CommandRefused;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.product.domain.Decision;
import io.livemarket.product.domain.Decision.Accepted;
import io.livemarket.product.domain.Decision.Rejected;
import io.livemarket.product.domain.Decision.Unchanged;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Stages the records of a decision in the engine's transaction: the events, and the answer if the command's origin
 * asked for one.
 */
final class ProductOutbox {

    private static final String SOURCE = "/product-service";
    private static final EventCodec<ProductEvent> EVENTS = EventCodec.of(ProductEvent.class);
    private static final EventCodec<ProductResult> RESULTS = EventCodec.of(ProductResult.class);

    private final Outputs outputs;
    private final Instant now;

    ProductOutbox(Outputs outputs, long nowMillis) {
        this.outputs = outputs;
        this.now = Instant.ofEpochMilli(nowMillis);
    }

    /**
     * Stages events. Their ids are made from the cause, so that deciding the command again gives the events the same
     * ids.
     *
     * @param cause the id of the command
     */
    void accepted(UUID cause, List<ProductEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            ProductEvent event = events.get(i);
            Headers headers = Envelope.describe(
                    new RecordHeaders(),
                    cause + "-" + i,
                    EVENTS.types().nameOf(event),
                    SOURCE,
                    event.occurredAt(),
                    event.productId());
            Envelope.put(headers, Envelope.COMMAND, cause.toString());
            outputs.event(
                    event.productId().toString(),
                    EVENTS.write(event),
                    event.occurredAt().toEpochMilli(),
                    headers);
        }
    }

    void answer(CommandHeaders command, UUID productId, long version, Decision decision) {
        if (!command.wantsAnswer(decision instanceof Accepted)) {
            return;
        }
        ProductResult result = switch (decision) {
            case Accepted _, Unchanged _ -> new CommandAccepted(command.commandId(), productId, version);
            case Rejected(ErrorCode reason) -> new CommandRefused(command.commandId(), productId, reason);
        };
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                command.commandId() + "-r",
                RESULTS.types().nameOf(result),
                SOURCE,
                now,
                productId);
        Envelope.put(headers, Envelope.COMMAND, command.commandId().toString());
        Envelope.put(headers, Envelope.ORIGIN, command.origin());
        outputs.answer(new ProducerRecord<>(
                Topics.PRODUCTS_RESULTS.name(),
                null,
                now.toEpochMilli(),
                command.origin(),
                RESULTS.write(result),
                headers));
    }
}
