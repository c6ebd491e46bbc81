package io.livemarket.product.projection;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.products.ProductCommand.ReserveProduct;
import io.livemarket.events.products.Reservation;
import io.livemarket.kit.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Reads the accepted offers in {@code chat.events}, and publishes the commands that reserve their products, before the
 * offset after the events is stored, and thus at least once. A command is made from its event alone, id and time
 * included, so that a repeat equals the command that was published before. Events of other types are skipped without
 * parsing. Has no documents.
 */
public final class ReservationsProjection implements Projection {

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final String ACCEPTED = EVENTS.types().nameOf(OfferAccepted.class);

    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /**
     * @param commands publishes commands to products; returns when all of them are in the log, and throws when that is
     *     not certain
     */
    public ReservationsProjection(Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "product-service.reservations.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<ProducerRecord<String, byte[]>> reservations = new ArrayList<>();
        Projection.readEach(batch, record -> read(record, reservations), () -> publish(reservations));
    }

    private void publish(List<ProducerRecord<String, byte[]>> reservations) {
        if (!reservations.isEmpty()) {
            commands.accept(reservations);
        }
    }

    private static void read(ConsumerRecord<String, byte[]> record, List<ProducerRecord<String, byte[]>> reservations) {
        if (ACCEPTED.equals(Envelope.text(record.headers(), Envelope.TYPE))
                && EVENTS.read(record.headers(), record.value()).orElse(null) instanceof OfferAccepted accepted) {
            reservations.add(reservation(accepted));
        }
    }

    private static ProducerRecord<String, byte[]> reservation(OfferAccepted accepted) {
        UUID id = Ids.named(accepted.offerId(), "reserve");
        Reservation reservation = new Reservation(accepted.offerId(), accepted.chatId(), accepted.buyerId());
        return FollowingCommands.of(
                id, new ReserveProduct(accepted.productId(), accepted.sellerId(), reservation, accepted.at()));
    }
}
