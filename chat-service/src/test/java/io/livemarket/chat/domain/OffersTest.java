package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.NOBODY;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.delete;
import static io.livemarket.chat.domain.ChatFixtures.edit;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatSpecification.accountDeleted;
import static io.livemarket.chat.domain.ChatSpecification.blocked;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static io.livemarket.chat.domain.ChatSpecification.productListed;
import static io.livemarket.chat.domain.OfferFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatSpecification.World;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.chat.VoidReason;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffersTest {

    private static final Instant LATER = NOW.plus(Duration.ofHours(48));

    private static MessageSent shown(long version, long seq, UUID maker, UUID offer, String content, UUID replyTo) {
        return new MessageSent(
                PRIVATE,
                version,
                seq,
                messageOf(offer),
                maker,
                MessageType.TEXT,
                content,
                null,
                BIKE,
                replyTo,
                null,
                NOW,
                null,
                null,
                offer,
                null,
                euros("50.00"));
    }

    @Test
    void anOfferIsAMessageAndAnOffer() {
        aboutABike()
                .when(makeOffer(ALICE, OFFER_1))
                .then(
                        shown(2, 1, ALICE, OFFER_1, "Offer · Oferta: 40.00 EUR", null),
                        new OfferMade(
                                PRIVATE,
                                3,
                                OFFER_1,
                                BIKE,
                                ALICE,
                                BOB,
                                ALICE,
                                PRICE,
                                LATER,
                                messageOf(OFFER_1),
                                1,
                                null,
                                null,
                                NOW));
    }

    @Test
    void theSellerOffersToo() {
        assertThat(aboutABike().when(makeOffer(BOB, OFFER_1)).events().getLast())
                .isInstanceOfSatisfying(OfferMade.class, made -> {
                    assertThat(made.makerId()).isEqualTo(BOB);
                    assertThat(made.sellerId()).isEqualTo(BOB);
                    assertThat(made.buyerId()).isEqualTo(ALICE);
                });
    }

    @Test
    void aCounterOfferClosesTheOfferThatItAnswers() {
        var countered = offered().andAccepted(counterOffer(BOB, OFFER_1, OFFER_2));
        offered()
                .when(counterOffer(BOB, OFFER_1, OFFER_2))
                .then(
                        shown(4, 2, BOB, OFFER_2, "Offer · Oferta: 45.50 EUR", messageOf(OFFER_1)),
                        new OfferMade(
                                PRIVATE,
                                5,
                                OFFER_2,
                                BIKE,
                                BOB,
                                BOB,
                                ALICE,
                                MORE,
                                LATER,
                                messageOf(OFFER_2),
                                2,
                                OFFER_1,
                                1L,
                                NOW));
        countered.when(acceptOffer(BOB, OFFER_1)).thenRejected(ErrorCode.OFFER_CLOSED);
        countered.when(acceptOffer(BOB, OFFER_2)).thenRejected(ErrorCode.NOT_YOUR_OFFER);
        countered.when(acceptOffer(ALICE, OFFER_2)).thenAccepted();
    }

    @Test
    void theOtherParticipantAcceptsOnce() {
        offered()
                .when(acceptOffer(BOB, OFFER_1))
                .then(new OfferAccepted(PRIVATE, 4, OFFER_1, BIKE, BOB, BOB, ALICE, PRICE, messageOf(OFFER_1), 1, NOW));
        offered().when(acceptOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.NOT_YOUR_OFFER);
        var accepted = offered().andAccepted(acceptOffer(BOB, OFFER_1));
        accepted.when(acceptOffer(BOB, OFFER_1)).thenUnchanged();
        accepted.when(declineOffer(BOB, OFFER_1)).thenRejected(ErrorCode.OFFER_CLOSED);
        accepted.when(withdrawOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.OFFER_CLOSED);
        accepted.when(counterOffer(BOB, OFFER_1, OFFER_2)).thenRejected(ErrorCode.OFFER_CLOSED);
    }

    /**
     * ALICE withdraws, or counters BOB's counter-offer, at the moment at which BOB accepts: the first decision wins.
     */
    @Test
    void ofTwoWhoPressAtOnceOneWins() {
        offered()
                .andAccepted(withdrawOffer(ALICE, OFFER_1))
                .when(acceptOffer(BOB, OFFER_1))
                .thenRejected(ErrorCode.OFFER_CLOSED);
        offered()
                .andAccepted(acceptOffer(BOB, OFFER_1))
                .when(withdrawOffer(ALICE, OFFER_1))
                .thenRejected(ErrorCode.OFFER_CLOSED);
        offered()
                .andAccepted(counterOffer(BOB, OFFER_1, OFFER_2))
                .when(withdrawOffer(ALICE, OFFER_1))
                .thenRejected(ErrorCode.OFFER_CLOSED);
    }

    @Test
    void theOtherParticipantDeclinesAndTheMakerWithdraws() {
        offered()
                .when(declineOffer(BOB, OFFER_1))
                .then(new OfferDeclined(PRIVATE, 4, OFFER_1, BOB, messageOf(OFFER_1), 1, NOW));
        offered()
                .when(withdrawOffer(ALICE, OFFER_1))
                .then(new OfferWithdrawn(PRIVATE, 4, OFFER_1, ALICE, messageOf(OFFER_1), 1, NOW));
        offered().when(declineOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.NOT_YOUR_OFFER);
        offered().when(withdrawOffer(BOB, OFFER_1)).thenRejected(ErrorCode.NOT_YOUR_OFFER);
        offered()
                .andAccepted(declineOffer(BOB, OFFER_1))
                .when(declineOffer(BOB, OFFER_1))
                .thenUnchanged();
        offered()
                .andAccepted(withdrawOffer(ALICE, OFFER_1))
                .when(withdrawOffer(ALICE, OFFER_1))
                .thenUnchanged();
    }

    @Test
    void oneOfferOfAProductIsOpen() {
        offered().when(makeOffer(ALICE, OFFER_2)).thenRejected(ErrorCode.OFFER_OPEN);
        offered().when(makeOffer(BOB, OFFER_2)).thenRejected(ErrorCode.OFFER_OPEN);
        offered()
                .andAccepted(declineOffer(BOB, OFFER_1))
                .when(makeOffer(ALICE, OFFER_2))
                .thenAccepted();
    }

    @Test
    void aChatHasTwentyOpenOffersAtMost() {
        DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> chat = aboutABike();
        for (int i = 1; i <= OfferRules.MOST_OPEN; i++) {
            chat = chat.and(productListed(product(i), listed()))
                    .andAccepted(makeOffer(ALICE, product(i), terms(offer(i), PRICE)));
        }
        chat = chat.and(productListed(product(99), listed()));
        chat.when(makeOffer(BOB, product(99), terms(offer(99), PRICE))).thenRejected(ErrorCode.TOO_MANY_OFFERS);
        assertThat(chat.when(counterOffer(BOB, offer(3), offer(99)))
                        .state()
                        .open()
                        .offersOrNone()
                        .open())
                .hasSize(OfferRules.MOST_OPEN);
    }

    @Test
    void onlyWhatIsForSaleHereIsOffered() {
        given(opened()).when(makeOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.PRODUCT_NOT_FOUND);
        aboutABike()
                .and(productListed(BIKE, listed(CAROL, ProductState.AVAILABLE)))
                .when(makeOffer(ALICE, OFFER_1))
                .thenRejected(ErrorCode.PRODUCT_OF_ANOTHER);
        for (ProductState state : List.of(ProductState.RESERVED, ProductState.SOLD, ProductState.WITHDRAWN)) {
            aboutABike()
                    .and(productListed(BIKE, listed(BOB, state)))
                    .when(makeOffer(ALICE, OFFER_1))
                    .thenRejected(ErrorCode.PRODUCT_NOT_AVAILABLE);
            offered()
                    .and(productListed(BIKE, listed(BOB, state)))
                    .when(acceptOffer(BOB, OFFER_1))
                    .thenRejected(ErrorCode.PRODUCT_NOT_AVAILABLE);
        }
        aboutABike()
                .when(makeOffer(ALICE, BIKE, terms(OFFER_1, new Money("40.00", "USD"))))
                .thenRejected(ErrorCode.CURRENCY_MISMATCH);
    }

    @Test
    void onlyInAPrivateChatOfOnesOwn() {
        given(openedGroup(ALICE, BOB, CAROL))
                .and(productListed(BIKE, listed()))
                .when(new MakeOffer(GROUP, ALICE, BIKE, terms(OFFER_1, PRICE), NOW))
                .thenRejected(ErrorCode.NOT_A_PRIVATE_CHAT);
        for (ChatCommand ofAStranger : List.of(
                makeOffer(MALLORY, OFFER_2),
                counterOffer(MALLORY, OFFER_1, OFFER_2),
                acceptOffer(MALLORY, OFFER_1),
                declineOffer(MALLORY, OFFER_1),
                withdrawOffer(MALLORY, OFFER_1))) {
            offered().when(ofAStranger).thenRejected(ErrorCode.CHAT_NOT_FOUND);
            given().when(ofAStranger).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        }
    }

    @Test
    void anOfferOfAnotherChatIsNotFound() {
        aboutABike().when(acceptOffer(BOB, OFFER_1)).thenRejected(ErrorCode.OFFER_NOT_FOUND);
        aboutABike().when(counterOffer(BOB, OFFER_1, OFFER_2)).thenRejected(ErrorCode.OFFER_NOT_FOUND);
        offered().when(acceptOffer(BOB, null)).thenRejected(ErrorCode.OFFER_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-1.00", "1", "1.0", "1.000", "x", "01.00", "1e2", "1234567890123.00", ""})
    void aPriceIsPositiveWithItsCurrencysDecimals(String amount) {
        aboutABike()
                .when(makeOffer(ALICE, BIKE, terms(OFFER_1, euros(amount))))
                .thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 59, 14 * 86_400 + 1, Long.MAX_VALUE})
    void anOfferIsValidForAMinuteToAFortnight(long seconds) {
        aboutABike().when(makeOffer(ALICE, BIKE, validFor(seconds))).thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 14 * 86_400})
    void anOfferExpiresWhenItsMakerWants(long seconds) {
        assertThat(aboutABike()
                        .when(makeOffer(ALICE, BIKE, validFor(seconds)))
                        .events()
                        .getLast())
                .isInstanceOfSatisfying(
                        OfferMade.class, made -> assertThat(made.expiresAt()).isEqualTo(NOW.plusSeconds(seconds)));
    }

    private static OfferTerms validFor(long seconds) {
        return new OfferTerms(OFFER_1, messageOf(OFFER_1), PRICE, seconds, null);
    }

    @Test
    void malformedTermsAreRefused() {
        for (OfferTerms terms : new OfferTerms[] {
            null,
            new OfferTerms(null, MESSAGE_1, PRICE, null, null),
            new OfferTerms(OFFER_1, null, PRICE, null, null),
            new OfferTerms(OFFER_1, MESSAGE_1, null, null, null),
            new OfferTerms(OFFER_1, MESSAGE_1, PRICE, null, ""),
            new OfferTerms(OFFER_1, MESSAGE_1, PRICE, null, "k".repeat(65))
        }) {
            aboutABike().when(makeOffer(ALICE, BIKE, terms)).thenRejected(ErrorCode.INVALID_REQUEST);
        }
        aboutABike().when(makeOffer(ALICE, null, terms(OFFER_1, PRICE))).thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void anOfferExpiresWithOrWithoutTheEvent() {
        offered().when(acceptOffer(BOB, OFFER_1, LATER)).thenRejected(ErrorCode.OFFER_EXPIRED);
        offered().when(acceptOffer(BOB, OFFER_1, LATER.minusMillis(1))).thenAccepted();
        var expired = offered()
                .happened(world -> OfferDecider.expired(
                        world.open(), world.lookups().offer(OFFER_1).orElseThrow(), LATER));
        expired.when(acceptOffer(BOB, OFFER_1)).thenRejected(ErrorCode.OFFER_EXPIRED);
        expired.when(withdrawOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.OFFER_EXPIRED);
        expired.when(makeOffer(ALICE, OFFER_2)).thenAccepted();
    }

    @Test
    void expiryIsAnEventOfTheChat() {
        Chat.Open open = offered().when(send(ALICE, MESSAGE_1)).state().open();
        Offer offer = new Offer(
                (OfferMade)
                        aboutABike().when(makeOffer(ALICE, OFFER_1)).events().getLast(),
                OfferState.OPEN);
        assertThat(OfferDecider.expired(open, offer, LATER))
                .isEqualTo(new OfferExpired(PRIVATE, 5, OFFER_1, messageOf(OFFER_1), 1, LATER));
        // Times of a chat never go back.
        assertThat(OfferDecider.expired(open, offer, NOW.minusSeconds(9)).at()).isEqualTo(NOW);
    }

    @Test
    void aBlockClosesOffersButForDecliningAndWithdrawing() {
        for (var blocked : List.of(offered().and(blocked(ALICE, BOB)), offered().and(blocked(BOB, ALICE)))) {
            blocked.when(declineOffer(BOB, OFFER_1)).thenAccepted();
            blocked.when(withdrawOffer(ALICE, OFFER_1)).thenAccepted();
        }
        offered().and(blocked(ALICE, BOB)).when(acceptOffer(BOB, OFFER_1)).thenRejected(ErrorCode.BLOCKED);
        offered().and(blocked(BOB, ALICE)).when(acceptOffer(BOB, OFFER_1)).thenRejected(ErrorCode.YOU_BLOCKED);
        offered()
                .and(blocked(BOB, ALICE))
                .when(counterOffer(BOB, OFFER_1, OFFER_2))
                .thenRejected(ErrorCode.YOU_BLOCKED);
        aboutABike().and(blocked(BOB, ALICE)).when(makeOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.BLOCKED);
    }

    @Test
    void nothingIsAgreedWithADeletedAccount() {
        aboutABike().and(accountDeleted(BOB)).when(makeOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.USER_DELETED);
        offered().and(accountDeleted(ALICE)).when(acceptOffer(BOB, OFFER_1)).thenRejected(ErrorCode.USER_DELETED);
        offered().and(accountDeleted(BOB)).when(withdrawOffer(ALICE, OFFER_1)).thenAccepted();
    }

    @Test
    void aRepeatIsOneOffer() {
        MakeOffer keyed = makeOffer(ALICE, BIKE, new OfferTerms(OFFER_1, MESSAGE_1, PRICE, 3_600L, "k"));
        var chat = aboutABike().andAccepted(keyed);
        chat.when(makeOffer(ALICE, BIKE, new OfferTerms(OFFER_1, NOBODY, PRICE, 3_600L, "k")))
                .thenUnchanged();
        chat.andAccepted(declineOffer(BOB, OFFER_1)).when(keyed).thenUnchanged();
        chat.when(makeOffer(ALICE, BIKE, new OfferTerms(OFFER_1, MESSAGE_1, MORE, 3_600L, "k")))
                .thenRejected(ErrorCode.IDEMPOTENCY_CONFLICT);
        chat.when(makeOffer(ALICE, BIKE, new OfferTerms(OFFER_1, MESSAGE_1, PRICE, 3_601L, "k")))
                .thenRejected(ErrorCode.IDEMPOTENCY_CONFLICT);
        chat.when(makeOffer(ALICE, product(2), new OfferTerms(OFFER_1, MESSAGE_1, PRICE, 3_600L, "k")))
                .thenRejected(ErrorCode.IDEMPOTENCY_CONFLICT);
        chat.when(makeOffer(BOB, BIKE, new OfferTerms(OFFER_1, MESSAGE_1, PRICE, 3_600L, "k")))
                .thenRejected(ErrorCode.IDEMPOTENCY_CONFLICT);
        offered()
                .andAccepted(counterOffer(BOB, OFFER_1, OFFER_2))
                .when(counterOffer(BOB, OFFER_1, OFFER_2))
                .thenUnchanged();
    }

    @Test
    void messagesAndOffersDoNotShareKeys() {
        MakeOffer keyed = makeOffer(ALICE, BIKE, new OfferTerms(OFFER_1, MESSAGE_1, PRICE, null, "k"));
        aboutABike()
                .andAccepted(send(PRIVATE, ALICE, MESSAGE_1, "hola", "k"))
                .when(keyed)
                .thenRejected(ErrorCode.IDEMPOTENCY_CONFLICT);
        aboutABike()
                .andAccepted(keyed)
                .when(send(PRIVATE, ALICE, NOBODY, "hola", "k"))
                .thenRejected(ErrorCode.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void keysOfDifferentPeopleAndChatsMakeDifferentIds() {
        UUID id = OfferTerms.offerId(PRIVATE, ALICE, "k");
        assertThat(OfferTerms.offerId(PRIVATE, ALICE, "k")).isEqualTo(id);
        assertThat(List.of(
                        OfferTerms.offerId(PRIVATE, BOB, "k"),
                        OfferTerms.offerId(GROUP, ALICE, "k"),
                        OfferTerms.offerId(PRIVATE, ALICE, null)))
                .doesNotContain(id);
    }

    @Test
    void theMessageOfAnOfferIsNeitherEditedNorDeleted() {
        offered().when(edit(ALICE, messageOf(OFFER_1))).thenRejected(ErrorCode.MESSAGE_FIXED);
        offered().when(delete(ALICE, messageOf(OFFER_1))).thenRejected(ErrorCode.MESSAGE_FIXED);
        offered().when(delete(BOB, messageOf(OFFER_1))).thenRejected(ErrorCode.NOT_THE_SENDER);
    }

    /** Contact details are exchanged without a warning, as after a deal, until the offer is void. */
    @Test
    void anAcceptedOfferIsADeal() {
        var accepted = offered().andAccepted(acceptOffer(BOB, OFFER_1));
        assertThat(warnings(offered())).containsExactly("contact_details");
        assertThat(warnings(accepted)).isNull();
        assertThat(warnings(accepted.andAccepted(voidOffer(OFFER_1)))).containsExactly("contact_details");
    }

    private static List<String> warnings(DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> chat) {
        return ((MessageSent) chat.when(send(PRIVATE, ALICE, MESSAGE_1, "call me", null))
                        .events()
                        .getFirst())
                .warnings();
    }

    @Test
    void onlyAnAcceptedOfferBecomesVoid() {
        offered()
                .andAccepted(acceptOffer(BOB, OFFER_1))
                .when(voidOffer(OFFER_1))
                .then(new OfferVoided(PRIVATE, 5, OFFER_1, VoidReason.RESERVED_ELSEWHERE, messageOf(OFFER_1), 1, NOW));
        offered()
                .andAccepted(acceptOffer(BOB, OFFER_1))
                .andAccepted(voidOffer(OFFER_1))
                .when(voidOffer(OFFER_1))
                .thenUnchanged();
        offered().when(voidOffer(OFFER_1)).thenRejected(ErrorCode.OFFER_CLOSED);
        offered()
                .andAccepted(acceptOffer(BOB, OFFER_1))
                .andAccepted(voidOffer(OFFER_1))
                .when(acceptOffer(BOB, OFFER_1))
                .thenRejected(ErrorCode.OFFER_CLOSED);
    }
}
