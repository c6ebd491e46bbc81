package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.chat.domain.OfferFixtures.OFFER_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.OfferCommand.VoidOffer;
import io.livemarket.events.chat.VoidReason;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import io.livemarket.kit.command.CommandHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RefusedReservationsTest {

    private static final EventCodec<ProductEvent> EVENTS = EventCodec.of(ProductEvent.class);
    private static final Reservation RESERVATION = new Reservation(OFFER_1, PRIVATE, ALICE);

    private final List<ProducerRecord<String, byte[]>> published = new ArrayList<>();
    private final RefusedReservations projection = new RefusedReservations(published::addAll);

    @Test
    void aRefusedReservationVoidsItsOffer() {
        projection.apply(List.of(
                record(new ProductStateChanged(BIKE, 2, BOB, ProductState.RESERVED, RESERVATION, NOW)),
                record(new ReservationRefused(BIKE, 3, BOB, RESERVATION, NOW))));
        assertThat(published).singleElement().satisfies(command -> {
            assertThat(command.topic()).isEqualTo(Topics.CHAT_COMMANDS.name());
            assertThat(command.key()).isEqualTo(PRIVATE.toString());
            assertThat(EventCodec.of(ChatCommand.class).read(command.headers(), command.value()))
                    .contains(new VoidOffer(PRIVATE, BOB, OFFER_1, VoidReason.RESERVED_ELSEWHERE, NOW));
            assertThat(CommandHeaders.of(command.headers()).wantsAnswer(false)).isFalse();
        });
    }

    @Test
    void aRepeatIsThatCommandAgain() {
        List<ConsumerRecord<String, byte[]>> batch =
                List.of(record(new ReservationRefused(BIKE, 3, BOB, RESERVATION, NOW)));
        projection.apply(batch);
        projection.apply(batch);
        assertThat(Envelope.text(published.getFirst().headers(), Envelope.ID))
                .isEqualTo(Envelope.text(published.getLast().headers(), Envelope.ID));
        assertThat(published.getFirst().value()).isEqualTo(published.getLast().value());
    }

    @Test
    void nothingIsPublishedForOtherEvents() {
        projection.apply(List.of(record(new ProductStateChanged(BIKE, 2, BOB, ProductState.SOLD, null, NOW))));
        assertThat(published).isEmpty();
    }

    private static ConsumerRecord<String, byte[]> record(ProductEvent event) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Topics.PRODUCTS_EVENTS.name(), 0, 0, BIKE.toString(), EVENTS.write(event));
        Envelope.put(record.headers(), Envelope.TYPE, EVENTS.types().nameOf(event));
        return record;
    }
}
