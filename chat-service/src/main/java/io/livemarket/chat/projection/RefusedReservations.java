package io.livemarket.chat.projection;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.OfferCommand.VoidOffer;
import io.livemarket.events.chat.VoidReason;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.Reservation;
import io.livemarket.kit.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes a {@code VoidOffer} for each reservation that product-service refused, at least once: a repeated command
 * changes nothing. Skips all other events of products without parsing them; has no documents.
 */
public final class RefusedReservations implements Projection {

    private static final String ORIGIN = "chat-service";
    private static final String REFUSED = EventTypes.of(ProductEvent.class).nameOf(ReservationRefused.class);
    private static final EventCodec<ProductEvent> PRODUCTS = EventCodec.of(ProductEvent.class);
    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);

    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /** @param commands publishes commands; returns when all are in the log, and throws when they may not be */
    public RefusedReservations(Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "chat-service.refused-reservations.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<ProducerRecord<String, byte[]>> voided = new ArrayList<>();
        Projection.readEach(
                batch,
                record -> {
                    if (REFUSED.equals(Envelope.text(record.headers(), Envelope.TYPE))) {
                        PRODUCTS.read(record.headers(), record.value())
                                .ifPresent(event -> voided.add(command((ReservationRefused) event)));
                    }
                },
                () -> {
                    if (!voided.isEmpty()) {
                        commands.accept(voided);
                    }
                });
    }

    /** Made from the event alone, the id included, so that a repeat equals the command that was published before. */
    private static ProducerRecord<String, byte[]> command(ReservationRefused e) {
        Reservation refused = e.reservation();
        VoidOffer command =
                new VoidOffer(refused.chatId(), e.sellerId(), refused.offerId(), VoidReason.RESERVED_ELSEWHERE, e.at());
        String type = COMMANDS.types().nameOf(command);
        UUID id = Ids.named(refused.offerId(), type);
        Headers headers = new RecordHeaders();
        Envelope.command(headers, id, type, ORIGIN, Envelope.Reply.NONE);
        return new ProducerRecord<>(
                Topics.CHAT_COMMANDS.name(),
                null,
                e.at().toEpochMilli(),
                refused.chatId().toString(),
                COMMANDS.write(command),
                headers);
    }
}
