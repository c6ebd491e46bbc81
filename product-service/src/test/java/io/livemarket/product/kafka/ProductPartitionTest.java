package io.livemarket.product.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductCommand.ListProduct;
import io.livemarket.events.products.ProductCommand.ReserveProduct;
import io.livemarket.events.products.ProductCommand.SetProductState;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import io.livemarket.kit.engine.SimulatedPartition;
import io.livemarket.kit.testing.ReplyPolicyContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Products, from command to event, and the state of a new owner. */
class ProductPartitionTest implements ReplyPolicyContract {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final EventCodec<ProductCommand> COMMANDS = EventCodec.of(ProductCommand.class);
    private static final EventCodec<ProductEvent> EVENTS = EventCodec.of(ProductEvent.class);
    private static final ProductDetails DETAILS = new ProductDetails("Lamp", new Money("25.00", "EUR"), null, null);

    private final UUID ana = Ids.next();
    private final SimulatedPartition products = new SimulatedPartition(
            Topics.PRODUCTS_COMMANDS, Topics.PRODUCTS_EVENTS, (_, state) -> new ProductPartition(state), NOW);

    @Test
    void theFirstOfferReservesAndEachIsDecidedOnce() {
        UUID lamp = listed();
        ReserveProduct first = reserve(lamp);
        ReserveProduct second = reserve(lamp);
        events();
        ask(first);
        ask(second);
        assertThat(events())
                .extracting(Object::getClass)
                .containsExactly(ProductStateChanged.class, ReservationRefused.class);
        products.restart();
        ask(second);
        ask(first);
        assertThat(events()).isEmpty();
    }

    /** The commands are published again when the reader of the chats starts from the beginning. */
    @Test
    void aRepeatedOfferRenewsNoReservationThatTheSellerEnded() {
        UUID lamp = listed();
        ReserveProduct offer = reserve(lamp);
        ask(offer);
        ask(new SetProductState(lamp, ana, ProductState.AVAILABLE, NOW));
        events();
        products.restart();
        ask(offer);
        assertThat(events()).isEmpty();
    }

    @Test
    void aProductsStateDoesNotGrowWithItsOffers() {
        UUID lamp = listed();
        ask(reserve(lamp));
        int before = largestEntry();
        for (int i = 0; i < 1_000; i++) {
            ask(reserve(lamp));
        }
        assertThat(largestEntry()).isLessThan(before + 10);
    }

    private int largestEntry() {
        return products.contents().values().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    @Test
    void theStateIsTheFoldOfEventsAndJournal() {
        listed();
        UUID lamp = listed();
        ask(reserve(lamp));
        ask(new SetProductState(lamp, ana, ProductState.SOLD, NOW));
        Map<String, String> before = products.contents();
        assertThat(before).as("two products and an offer").hasSize(3);

        products.restart();
        assertThat(products.contents()).isEqualTo(before);
    }

    @Test
    void anEventOfAnUnknownTypeCountsAsAVersion() {
        UUID lamp = listed();
        products.foreignEvent(
                lamp.toString(),
                ("{\"productId\":\"" + lamp + "\",\"version\":2}").getBytes(StandardCharsets.UTF_8),
                headers("products.product-praised.v1", lamp));
        events();
        products.restart();
        ask(new SetProductState(lamp, ana, ProductState.SOLD, NOW));
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.version()).isEqualTo(3));
    }

    @Test
    void anUnreadableCommandGoesToTheDeadLetters() {
        products.send("key", new byte[] {'?'}, headers("products.list-product.v1", ana));
        assertThat(products.read(ProductTopics.DEAD_LETTERS.name())).hasSize(1);
        listed();
        assertThat(events()).hasSize(1);
    }

    @Test
    void commandsUnderAnotherProductsKeyAreDeadLetters() {
        ListProduct command = new ListProduct(Ids.next(), ana, DETAILS, NOW);
        products.send(Ids.next().toString(), COMMANDS.write(command), headers("products.list-product.v1", Ids.next()));
        assertThat(products.read(ProductTopics.DEAD_LETTERS.name())).hasSize(1);
        assertThat(events()).isEmpty();
    }

    private UUID listed() {
        UUID product = Ids.next();
        ask(new ListProduct(product, ana, DETAILS, NOW));
        return product;
    }

    private ReserveProduct reserve(UUID product) {
        return new ReserveProduct(product, ana, new Reservation(Ids.next(), Ids.next(), Ids.next()), NOW);
    }

    private void ask(ProductCommand command) {
        ask(command, _ -> {});
    }

    private void ask(ProductCommand command, Consumer<Headers> change) {
        Headers headers = headers(COMMANDS.types().nameOf(command), command.productId());
        change.accept(headers);
        products.send(command.productId().toString(), COMMANDS.write(command), headers);
    }

    private static Headers headers(String type, UUID subject) {
        return Envelope.describe(new RecordHeaders(), Ids.next().toString(), type, "/test", NOW, subject);
    }

    /** The events since the last look. */
    private List<ProductEvent> events() {
        return products.read(Topics.PRODUCTS_EVENTS.name()).stream()
                .map(record -> EVENTS.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        UUID product = listed();
        ask(
                switch (outcome) {
                    case EVENT -> new SetProductState(product, ana, ProductState.SOLD, NOW);
                    case UNCHANGED -> new ListProduct(product, ana, DETAILS, NOW);
                    case REFUSED -> new SetProductState(product, Ids.next(), ProductState.SOLD, NOW);
                },
                headers);
        return (int) products.read(Topics.PRODUCTS_RESULTS.name()).stream()
                .filter(answer -> answer.key().equals(ASKER))
                .count();
    }
}
