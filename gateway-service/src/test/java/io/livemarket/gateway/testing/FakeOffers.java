package io.livemarket.gateway.testing;

import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.OfferCommand.AcceptOffer;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.DeclineOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferCommand.VoidOffer;
import io.livemarket.events.chat.OfferCommand.WithdrawOffer;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import io.livemarket.events.chat.OfferTerms;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The open offers of a chat of {@link FakeDecider}, in which the maker of a first offer buys. */
final class FakeOffers {

    private final Map<UUID, OfferMade> open = new HashMap<>();

    /** The event of a new offer that a message shows. */
    OfferMade made(OfferCommand command, MessageSent shown, UUID other) {
        OfferMade made = switch (command) {
            case MakeOffer c -> made(c, c.terms(), c.productId(), shown, other, null);
            case CounterOffer c -> {
                OfferMade former = open.remove(c.counters());
                yield made(c, c.terms(), former.productId(), shown, former.sellerId(), former);
            }
            default -> throw new IllegalArgumentException("No new offer: " + command);
        };
        open.put(made.offerId(), made);
        return made;
    }

    private static OfferMade made(
            OfferCommand command, OfferTerms terms, UUID product, MessageSent shown, UUID seller, OfferMade former) {
        return new OfferMade(
                command.chatId(),
                shown.version() + 1,
                terms.offerId(),
                product,
                command.actorId(),
                seller,
                former == null ? command.actorId() : former.buyerId(),
                terms.price(),
                Instant.parse("2030-01-01T00:00:00Z"),
                shown.id(),
                shown.seq(),
                former == null ? null : former.offerId(),
                former == null ? null : former.seq(),
                command.requestedAt());
    }

    /** Whether the offer that a command is about is open; always for a new one. */
    boolean isOpen(OfferCommand command) {
        return switch (command) {
            case MakeOffer _ -> true;
            case CounterOffer c -> open.containsKey(c.counters());
            case AcceptOffer c -> open.containsKey(c.offerId());
            case DeclineOffer c -> open.containsKey(c.offerId());
            case WithdrawOffer c -> open.containsKey(c.offerId());
            case VoidOffer c -> open.containsKey(c.offerId());
        };
    }

    OfferExpired expired(UUID offerId, long version) {
        OfferMade made = open.remove(offerId);
        return new OfferExpired(made.chatId(), version, offerId, made.messageId(), made.seq(), made.expiresAt());
    }

    /** The event that closes an open offer. */
    OfferEvent closed(OfferCommand command, long version) {
        UUID chat = command.chatId();
        UUID actor = command.actorId();
        Instant at = command.requestedAt();
        return switch (command) {
            case AcceptOffer c -> {
                OfferMade made = open.remove(c.offerId());
                yield new OfferAccepted(
                        chat,
                        version,
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
            case DeclineOffer c -> {
                OfferMade made = open.remove(c.offerId());
                yield new OfferDeclined(chat, version, made.offerId(), actor, made.messageId(), made.seq(), at);
            }
            case WithdrawOffer c -> {
                OfferMade made = open.remove(c.offerId());
                yield new OfferWithdrawn(chat, version, made.offerId(), actor, made.messageId(), made.seq(), at);
            }
            case VoidOffer c -> {
                OfferMade made = open.remove(c.offerId());
                yield new OfferVoided(chat, version, made.offerId(), c.reason(), made.messageId(), made.seq(), at);
            }
            case MakeOffer _, CounterOffer _ -> throw new IllegalArgumentException("A new offer: " + command);
        };
    }
}
