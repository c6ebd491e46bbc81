package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides the commands that make an offer. A new offer is a message that shows it, and the offer itself. */
final class NewOffers {

    private NewOffers() {}

    /**
     * A new offer that is to be decided.
     *
     * @param answered the open offer that it counters; absent for a first one
     */
    private record Wanted(
            OfferCommand command,
            OfferTerms terms,
            UUID productId,
            @Nullable OfferMade answered) {

        private @Nullable UUID counters() {
            return answered == null ? null : answered.offerId();
        }
    }

    static Decision make(Open open, MakeOffer make, ChatLookups lookups) {
        Optional<ErrorCode> malformed = OfferRules.terms(make.terms());
        if (malformed.isPresent() || make.productId() == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        Wanted wanted = new Wanted(make, make.terms(), make.productId(), null);
        return again(open, wanted, lookups).orElseGet(() -> {
            Optional<ErrorCode> refusal = refusal(open, wanted, lookups).or(() -> noRoom(open, make.productId()));
            return refusal.<Decision>map(Decision::reject).orElseGet(() -> made(open, wanted, lookups));
        });
    }

    static Decision counter(Open open, CounterOffer counter, ChatLookups lookups) {
        Optional<ErrorCode> malformed = OfferRules.terms(counter.terms());
        if (malformed.isPresent() || counter.counters() == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        Optional<Offer> answered = OfferDecider.find(open, counter.counters(), lookups);
        if (answered.isEmpty()) {
            return reject(ErrorCode.OFFER_NOT_FOUND);
        }
        OfferMade former = answered.get().made();
        Wanted wanted = new Wanted(counter, counter.terms(), former.productId(), former);
        return again(open, wanted, lookups).orElseGet(() -> {
            Optional<ErrorCode> refusal =
                    unanswerable(open, answered.get(), counter).or(() -> refusal(open, wanted, lookups));
            return refusal.<Decision>map(Decision::reject).orElseGet(() -> made(open, wanted, lookups));
        });
    }

    private static Optional<ErrorCode> unanswerable(Open open, Offer answered, CounterOffer counter) {
        return answered.isBy(counter.actorId())
                ? Optional.of(ErrorCode.NOT_YOUR_OFFER)
                : OfferDecider.notOpen(answered, ChatDecider.later(open, counter.requestedAt()));
    }

    /**
     * The answer to a repeat: its id is that of the first offer. Empty for a new offer. A key that a message of the
     * sender has already makes no offer.
     */
    private static Optional<Decision> again(Open open, Wanted wanted, ChatLookups lookups) {
        Optional<Offer> first = lookups.offer(wanted.terms().offerId());
        if (first.isPresent()) {
            return Optional.of(isFirst(open, wanted, first.get()) ? unchanged(open) : reject(conflict()));
        }
        String key = wanted.terms().clientMessageId();
        return key != null && lookups.isUsed(open.chatId(), wanted.command().actorId(), key)
                ? Optional.of(reject(conflict()))
                : Optional.empty();
    }

    private static ErrorCode conflict() {
        return ErrorCode.IDEMPOTENCY_CONFLICT;
    }

    private static boolean isFirst(Open open, Wanted wanted, Offer first) {
        return first.isIn(open.chatId())
                && first.isBy(wanted.command().actorId())
                && first.made().productId().equals(wanted.productId())
                && first.made().price().equals(wanted.terms().price())
                && first.validFor().equals(OfferRules.validity(wanted.terms()))
                && Objects.equals(first.made().counters(), wanted.counters());
    }

    private static Optional<ErrorCode> noRoom(Open open, UUID productId) {
        Offers offers = open.offersOrNone();
        if (offers.hasOpen(productId)) {
            return Optional.of(ErrorCode.OFFER_OPEN);
        }
        return offers.open().size() >= OfferRules.MOST_OPEN ? Optional.of(ErrorCode.TOO_MANY_OFFERS) : Optional.empty();
    }

    private static Optional<ErrorCode> refusal(Open open, Wanted wanted, ChatLookups lookups) {
        Optional<ErrorCode> block = BlockRules.in(open, wanted.command().actorId(), lookups);
        if (block.isPresent()) {
            return block;
        }
        if (open.hasSupport()) {
            return Optional.of(ErrorCode.FORBIDDEN);
        }
        Optional<ListedProduct> product = lookups.product(wanted.productId());
        if (product.filter(known -> open.participant(known.sellerId()).isEmpty())
                .isPresent()) {
            return Optional.of(ErrorCode.PRODUCT_OF_ANOTHER);
        }
        Optional<ErrorCode> unavailable = availability(product);
        if (unavailable.isPresent()) {
            return unavailable;
        }
        return product.filter(known -> known.price()
                                .currency()
                                .equals(wanted.terms().price().currency()))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(ErrorCode.CURRENCY_MISMATCH);
    }

    /** The refusal of a product that cannot be bought now; empty for one that can. */
    static Optional<ErrorCode> availability(Optional<ListedProduct> product) {
        if (product.isEmpty()) {
            return Optional.of(ErrorCode.PRODUCT_NOT_FOUND);
        }
        return product.get().state() == ProductState.AVAILABLE
                ? Optional.empty()
                : Optional.of(ErrorCode.PRODUCT_NOT_AVAILABLE);
    }

    private static Decision made(Open open, Wanted wanted, ChatLookups lookups) {
        ListedProduct product = lookups.product(wanted.productId()).orElseThrow();
        UUID seller = product.sellerId();
        UUID buyer = open.members().stream()
                .filter(member -> !member.equals(seller))
                .findFirst()
                .orElseThrow();
        Instant at = ChatDecider.later(open, wanted.command().requestedAt());
        OfferMade former = wanted.answered();
        OfferTerms terms = wanted.terms();
        return accept(
                shown(open, wanted, product.price(), at),
                new OfferMade(
                        open.chatId(),
                        open.version() + 2,
                        terms.offerId(),
                        wanted.productId(),
                        wanted.command().actorId(),
                        seller,
                        buyer,
                        terms.price(),
                        at.plus(OfferRules.validity(terms)),
                        terms.messageId(),
                        open.seq() + 1,
                        wanted.counters(),
                        former == null ? null : former.seq(),
                        at));
    }

    /** The message that shows an offer; the message of a counter-offer replies to the former offer's. */
    private static MessageSent shown(Open open, Wanted wanted, Money productPrice, Instant at) {
        OfferMade former = wanted.answered();
        return new MessageSent(
                open.chatId(),
                open.version() + 1,
                open.seq() + 1,
                wanted.terms().messageId(),
                wanted.command().actorId(),
                MessageType.TEXT,
                OfferRules.text(wanted.terms().price()),
                null,
                wanted.productId(),
                former == null ? null : former.messageId(),
                wanted.terms().clientMessageId(),
                at,
                null,
                null,
                wanted.terms().offerId(),
                null,
                productPrice);
    }
}
