package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;
import static io.livemarket.chat.domain.OfferFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.products.ProductState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The instance that owns a partition expires each open offer once, also after another instance owned the partition. */
class OfferExpiryTest {

    private static final Duration VALID = Duration.ofMinutes(90);

    private final DecidingPartition partition = new DecidingPartition(NOW);

    @BeforeEach
    void list() {
        partition.registered(ALICE, BOB);
        partition.listed(BIKE, listed());
        ask(openPrivate(ALICE, BOB));
    }

    private void ask(ChatCommand command) {
        partition.ask(command, Reply.NONE);
    }

    private static MakeOffer validFor(Duration time) {
        return makeOffer(ALICE, BIKE, new OfferTerms(OFFER_1, messageOf(OFFER_1), PRICE, time.toSeconds(), null));
    }

    private List<OfferExpired> expired() {
        return expiredOf(partition.events());
    }

    private static List<OfferExpired> expiredOf(List<ChatEvent> events) {
        return events.stream()
                .filter(OfferExpired.class::isInstance)
                .map(OfferExpired.class::cast)
                .toList();
    }

    @Test
    void anOfferExpiresAtItsTimeAndOnce() {
        ask(validFor(VALID));
        partition.advance(VALID.minusMillis(50));
        assertThat(expired()).isEmpty();

        partition.advance(Duration.ofMillis(60));
        assertThat(expired()).singleElement().satisfies(event -> {
            assertThat(event.version()).isEqualTo(4);
            assertThat(event.at()).isBetween(NOW.plus(VALID), NOW.plus(VALID).plusMillis(20));
        });

        partition.advance(Duration.ofDays(1));
        partition.restart();
        partition.advance(Duration.ofDays(1));
        assertThat(expired()).isEmpty();
        assertThat(partition.partition().contents().keySet()).noneMatch(key -> key.startsWith("offer-due:"));
    }

    @Test
    void theEventGoesToBothAndNamesNoActor() {
        ask(validFor(VALID));
        partition.eventRecords();
        partition.advance(VALID.plusSeconds(1));
        assertThat(partition.eventRecords()).singleElement().satisfies(record -> {
            assertThat(Envelope.audience(record.headers())).containsExactlyInAnyOrder(ALICE, BOB);
            assertThat(Envelope.text(record.headers(), Envelope.ACTOR)).isNull();
            assertThat(Envelope.text(record.headers(), Envelope.ID)).isEqualTo(OFFER_1 + "-expired");
        });
    }

    @Test
    void aNewOwnerExpiresWhatTheFormerOneDidNot() {
        ask(validFor(VALID));
        partition.advance(Duration.ofMinutes(30));
        partition.restart();
        partition.advance(VALID);
        assertThat(expired()).extracting(OfferExpired::offerId).containsExactly(OFFER_1);
    }

    @Test
    void aClosedOfferDoesNotExpire() {
        ask(validFor(VALID));
        ask(counterOffer(BOB, OFFER_1, OFFER_2));
        ask(acceptOffer(ALICE, OFFER_2));
        partition.advance(Duration.ofDays(3));
        assertThat(expired()).isEmpty();
        assertThat(partition.partition().contents().keySet()).noneMatch(key -> key.startsWith("offer-due:"));
    }

    @Test
    void anExpiredOfferIsNotAccepted() {
        ask(validFor(VALID));
        partition.advance(VALID);
        UUID late = partition.ask(acceptOffer(BOB, OFFER_1, NOW.plus(VALID).minusSeconds(1)), Reply.ALWAYS);
        assertThat(partition.results()).contains(new CommandRefused(late, PRIVATE, ErrorCode.OFFER_EXPIRED));
    }

    /** A deal of 10,000 offers with one time: 500 chats of 20 offers each. */
    @Test
    void manyOffersExpireInTransactionsOfABoundedSize() {
        int chats = 500;
        List<UUID> products = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            products.add(product(1_000 + i));
            partition.listed(products.getLast(), new ListedProduct(BOB, ProductState.AVAILABLE, PRICE, "Bici"));
        }
        for (int i = 0; i < chats; i++) {
            makeOffers(products, new UUID(0x7000, 0x8000_0000_0001_0000L + i));
        }
        partition.events();
        partition.advance(VALID.minusMillis(20));
        assertThat(expired()).isEmpty();

        // Each step of the simulated clock is one transaction.
        partition.advance(Duration.ofMillis(20 + 10 * (10_000 / ExpiringOffers.AT_ONCE)));
        List<OfferExpired> events = expired();
        assertThat(events).hasSize(10_000);
        assertThat(events).extracting(OfferExpired::offerId).doesNotHaveDuplicates();
        partition.restart();
        partition.advance(Duration.ofHours(2));
        assertThat(expired()).isEmpty();
    }

    private void makeOffers(List<UUID> products, UUID buyer) {
        partition.registered(buyer);
        ask(openPrivate(buyer, BOB));
        for (UUID product : products) {
            OfferTerms terms = new OfferTerms(Ids.next(), Ids.next(), PRICE, VALID.toSeconds(), null);
            ask(new MakeOffer(Ids.privateChat(buyer, BOB), buyer, product, terms, NOW));
        }
    }
}
