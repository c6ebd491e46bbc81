package io.livemarket.product.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.product.domain.Decision;
import io.livemarket.product.domain.Decision.Accepted;
import io.livemarket.product.domain.ProductDecider;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides the commands of one partition of {@code products.commands}, and folds the partition's events. */
final class ProductPartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(ProductPartition.class);
    private static final EventCodec<ProductCommand> COMMANDS = EventCodec.of(ProductCommand.class);
    private static final EventCodec<ProductEvent> EVENTS = EventCodec.of(ProductEvent.class);

    private final ProductStates products;

    /** The fields that an event of an unknown type shares with all other events. */
    private record AnyEvent(UUID productId, long version) {}

    ProductPartition(PartitionState state) {
        this.products = new ProductStates(state);
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> record) {
        Optional<ProductEvent> event = EVENTS.read(record.headers(), record.value());
        if (event.isPresent()) {
            products.apply(event.get());
        } else {
            AnyEvent unknown = Json.read(record.value(), AnyEvent.class);
            products.applyUnknown(unknown.productId(), unknown.version());
        }
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        CommandHeaders headers;
        ProductCommand command;
        try {
            headers = CommandHeaders.of(record.headers());
            command = read(record);
        } catch (UnreadableRecordException e) {
            log.error("Unreadable product command sent to the dead letter topic: {}", e.getMessage());
            outputs.deadLetter(record, e.getMessage());
            return;
        }
        ProductOutbox outbox = new ProductOutbox(outputs, nowMillis);
        UUID id = command.productId();
        Decision decision = ProductDecider.decide(products.get(id), command, products);
        if (decision instanceof Accepted accepted) {
            accepted.events().forEach(products::apply);
            outbox.accepted(headers.commandId(), accepted.events());
        }
        outbox.answer(headers, id, products.get(id).version(), decision);
    }

    private static ProductCommand read(ConsumerRecord<String, byte[]> record) {
        return COMMANDS.read(record.headers(), record.value())
                .filter(command -> command.productId() != null
                        && command.productId().toString().equals(record.key()))
                .orElseThrow(() -> new UnreadableRecordException(
                        "a command of an unknown type, or under another product's key", null));
    }
}
