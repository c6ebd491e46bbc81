package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.NotOpened;
import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.OfferCommand.AcceptOffer;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.DeclineOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferCommand.VoidOffer;
import io.livemarket.events.chat.OfferCommand.WithdrawOffer;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides each command about an offer, and the expiry of offers. Pure, as {@link ChatDecider} is. Only the participant
 * that did not make an offer answers it, and each offer is closed once: whichever command is decided first wins.
 */
public final class OfferDecider {

    private OfferDecider() {}

    static Decision decide(Chat chat, OfferCommand command, ChatLookups lookups) {
        return switch (chat) {
            case NotOpened _ -> reject(ErrorCode.CHAT_NOT_FOUND);
            case Open open when open.type() != ChatType.PRIVATE -> reject(ErrorCode.NOT_A_PRIVATE_CHAT);
            case Open open ->
                switch (command) {
                    case MakeOffer c -> NewOffers.make(open, c, lookups);
                    case CounterOffer c -> NewOffers.counter(open, c, lookups);
                    case AcceptOffer c -> accepted(open, c, lookups);
                    case DeclineOffer c -> declined(open, c, lookups);
                    case WithdrawOffer c -> withdrawn(open, c, lookups);
                    case VoidOffer c -> voided(open, c, lookups);
                };
        };
    }

    /** The event of an offer whose time is over. */
    public static OfferExpired expired(Open open, Offer offer, Instant now) {
        OfferMade made = offer.made();
        return new OfferExpired(
                open.chatId(),
                open.version() + 1,
                made.offerId(),
                made.messageId(),
                made.seq(),
                ChatDecider.later(open, now));
    }

    private static Decision accepted(Open open, AcceptOffer accept, ChatLookups lookups) {
        Instant at = ChatDecider.later(open, accept.requestedAt());
        return onOffer(open, accept.offerId(), lookups, offer -> {
            if (offer.isBy(accept.actorId())) {
                return reject(ErrorCode.NOT_YOUR_OFFER);
            }
            return closed(open, offer, at, OfferState.ACCEPTED, () -> {
                Optional<ErrorCode> refusal = BlockRules.in(open, accept.actorId(), lookups)
                        .or(() -> NewOffers.availability(
                                lookups.product(offer.made().productId())));
                return refusal.<Decision>map(Decision::reject)
                        .orElseGet(() -> accept(acceptance(open, offer.made(), accept.actorId(), at)));
            });
        });
    }

    private static OfferAccepted acceptance(Open open, OfferMade made, UUID actor, Instant at) {
        return new OfferAccepted(
                open.chatId(),
                open.version() + 1,
                made.offerId(),
                made.productId(),
                actor,
                made.sellerId(),
                made.buyerId(),
                made.price(),
                made.messageId(),
                made.seq(),
                at);
    }

    /** A participant may decline despite a block. */
    private static Decision declined(Open open, DeclineOffer decline, ChatLookups lookups) {
        Instant at = ChatDecider.later(open, decline.requestedAt());
        return onOffer(
                open,
                decline.offerId(),
                lookups,
                offer -> offer.isBy(decline.actorId())
                        ? reject(ErrorCode.NOT_YOUR_OFFER)
                        : closed(
                                open,
                                offer,
                                at,
                                OfferState.DECLINED,
                                () -> accept(new OfferDeclined(
                                        open.chatId(),
                                        open.version() + 1,
                                        decline.offerId(),
                                        decline.actorId(),
                                        offer.made().messageId(),
                                        offer.made().seq(),
                                        at))));
    }

    /** A participant may withdraw despite a block. */
    private static Decision withdrawn(Open open, WithdrawOffer withdraw, ChatLookups lookups) {
        Instant at = ChatDecider.later(open, withdraw.requestedAt());
        return onOffer(
                open,
                withdraw.offerId(),
                lookups,
                offer -> !offer.isBy(withdraw.actorId())
                        ? reject(ErrorCode.NOT_YOUR_OFFER)
                        : closed(
                                open,
                                offer,
                                at,
                                OfferState.WITHDRAWN,
                                () -> accept(new OfferWithdrawn(
                                        open.chatId(),
                                        open.version() + 1,
                                        withdraw.offerId(),
                                        withdraw.actorId(),
                                        offer.made().messageId(),
                                        offer.made().seq(),
                                        at))));
    }

    private static Decision voided(Open open, VoidOffer command, ChatLookups lookups) {
        return onOffer(open, command.offerId(), lookups, offer -> switch (offer.state()) {
            case VOIDED -> unchanged(open);
            case ACCEPTED ->
                accept(new OfferVoided(
                        open.chatId(),
                        open.version() + 1,
                        command.offerId(),
                        command.reason(),
                        offer.made().messageId(),
                        offer.made().seq(),
                        ChatDecider.later(open, command.requestedAt())));
            case OPEN, DECLINED, WITHDRAWN, COUNTERED, EXPIRED -> reject(ErrorCode.OFFER_CLOSED);
        });
    }

    private static Decision onOffer(
            Open open, @Nullable UUID offerId, ChatLookups lookups, Function<Offer, Decision> decision) {
        return find(open, offerId, lookups).map(decision).orElseGet(() -> reject(ErrorCode.OFFER_NOT_FOUND));
    }

    /** The offer with this id, if it is one of this chat. */
    static Optional<Offer> find(Open open, @Nullable UUID offerId, ChatLookups lookups) {
        return offerId == null ? Optional.empty() : lookups.offer(offerId).filter(offer -> offer.isIn(open.chatId()));
    }

    private interface Closing {
        Decision decide();
    }

    /** Closes an open offer; a repeat of the command that closed it changes nothing. */
    private static Decision closed(Open open, Offer offer, Instant at, OfferState state, Closing closing) {
        return offer.state() == state
                ? unchanged(open)
                : notOpen(offer, at).<Decision>map(Decision::reject).orElseGet(closing::decide);
    }

    /** The refusal of a change of an offer that is closed, or whose time is over; empty for an open offer. */
    static Optional<ErrorCode> notOpen(Offer offer, Instant at) {
        return switch (offer.state()) {
            case OPEN -> offer.isOver(at) ? Optional.of(ErrorCode.OFFER_EXPIRED) : Optional.empty();
            case EXPIRED -> Optional.of(ErrorCode.OFFER_EXPIRED);
            case ACCEPTED, DECLINED, WITHDRAWN, COUNTERED, VOIDED -> Optional.of(ErrorCode.OFFER_CLOSED);
        };
    }
}
