package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;

import io.livemarket.chat.domain.ChatSpecification.World;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.OfferCommand.AcceptOffer;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.DeclineOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferCommand.VoidOffer;
import io.livemarket.events.chat.OfferCommand.WithdrawOffer;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.chat.VoidReason;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Instant;
import java.util.UUID;

/** Products, offers and their commands. BOB sells, ALICE buys. */
public final class OfferFixtures {

    public static final UUID BIKE = product(1);
    public static final UUID OFFER_1 = offer(1);
    public static final UUID OFFER_2 = offer(2);
    public static final Money PRICE = euros("40.00");
    public static final Money MORE = euros("45.50");

    private OfferFixtures() {}

    public static UUID product(int n) {
        return UUID.fromString("00000000-0000-7000-a000-%012x".formatted(n));
    }

    public static UUID offer(int n) {
        return UUID.fromString("00000000-0000-7000-b000-%012x".formatted(n));
    }

    public static Money euros(String amount) {
        return new Money(amount, "EUR");
    }

    public static ListedProduct listed(UUID seller, ProductState state) {
        return new ListedProduct(seller, state, euros("50.00"), "Bici");
    }

    public static ListedProduct listed() {
        return listed(BOB, ProductState.AVAILABLE);
    }

    /** The message of an offer has the number of the offer. */
    public static OfferTerms terms(UUID offer, Money price) {
        return new OfferTerms(offer, messageOf(offer), price, null, null);
    }

    public static UUID messageOf(UUID offer) {
        return new UUID(0x7000L, offer.getLeastSignificantBits());
    }

    public static MakeOffer makeOffer(UUID actor, UUID offer) {
        return makeOffer(actor, BIKE, terms(offer, PRICE));
    }

    public static MakeOffer makeOffer(UUID actor, UUID product, OfferTerms terms) {
        return new MakeOffer(PRIVATE, actor, product, terms, NOW);
    }

    public static CounterOffer counterOffer(UUID actor, UUID counters, UUID offer) {
        return new CounterOffer(PRIVATE, actor, counters, terms(offer, MORE), NOW);
    }

    public static AcceptOffer acceptOffer(UUID actor, UUID offer) {
        return acceptOffer(actor, offer, NOW);
    }

    public static AcceptOffer acceptOffer(UUID actor, UUID offer, Instant at) {
        return new AcceptOffer(PRIVATE, actor, offer, at);
    }

    public static DeclineOffer declineOffer(UUID actor, UUID offer) {
        return new DeclineOffer(PRIVATE, actor, offer, NOW);
    }

    public static WithdrawOffer withdrawOffer(UUID actor, UUID offer) {
        return new WithdrawOffer(PRIVATE, actor, offer, NOW);
    }

    public static VoidOffer voidOffer(UUID offer) {
        return new VoidOffer(PRIVATE, BOB, offer, VoidReason.RESERVED_ELSEWHERE, NOW);
    }

    /** A chat of ALICE and BOB, who sells an available bike. */
    static DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> aboutABike() {
        return ChatSpecification.given(ChatFixtures.opened()).and(ChatSpecification.productListed(BIKE, listed()));
    }

    /** The chat in which ALICE made {@link #OFFER_1}. */
    static DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> offered() {
        return aboutABike().andAccepted(makeOffer(ALICE, OFFER_1));
    }
}
