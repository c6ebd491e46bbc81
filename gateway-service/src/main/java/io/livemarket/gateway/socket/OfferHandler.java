package io.livemarket.gateway.socket;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.OfferCommand.AcceptOffer;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.DeclineOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferCommand.WithdrawOffer;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.kafka.ChatCommands;
import io.livemarket.gateway.kafka.CommandOutcome;
import io.livemarket.gateway.kafka.CommandOutcome.Happened;
import io.livemarket.gateway.kafka.CommandOutcome.Refused;
import io.livemarket.gateway.kafka.CommandOutcome.Unchanged;
import io.livemarket.gateway.requests.ClientError;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.ClientRequest.NewOffer;
import io.livemarket.gateway.requests.ClientRequest.OfOffer;
import io.livemarket.gateway.requests.OfferRequests;
import io.livemarket.gateway.services.ChatReads;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns client events about offers into commands of chat-service, and their outcomes into replies. */
final class OfferHandler implements FeatureHandler {

    private final ChatCommands commands;
    private final ChatReads reads;
    private final Clock clock;

    OfferHandler(ChatCommands commands, ChatReads reads, Clock clock) {
        this.commands = commands;
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public Map<ClientEvent, ClientEventHandler> handlers() {
        return Map.of(
                ClientEvent.OFFER_MAKE, this::make,
                ClientEvent.OFFER_COUNTER, this::counter,
                ClientEvent.OFFER_ACCEPT, this::accept,
                ClientEvent.OFFER_DECLINE, this::decline,
                ClientEvent.OFFER_WITHDRAW, this::withdraw);
    }

    private void make(ClientSession session, JsonNode payload, Reply reply) {
        NewOffer offer = OfferRequests.make(payload);
        OfferTerms terms = terms(session.userId(), offer);
        decide(
                session,
                reply,
                terms.offerId(),
                new MakeOffer(offer.chatId(), session.userId(), offer.subjectId(), terms, now()));
    }

    private void counter(ClientSession session, JsonNode payload, Reply reply) {
        NewOffer offer = OfferRequests.counter(payload);
        OfferTerms terms = terms(session.userId(), offer);
        decide(
                session,
                reply,
                terms.offerId(),
                new CounterOffer(offer.chatId(), session.userId(), offer.subjectId(), terms, now()));
    }

    private static OfferTerms terms(UUID maker, NewOffer offer) {
        return new OfferTerms(
                OfferTerms.offerId(offer.chatId(), maker, offer.clientMessageId()),
                Ids.next(),
                offer.price(),
                offer.validForSeconds(),
                offer.clientMessageId());
    }

    private void accept(ClientSession session, JsonNode payload, Reply reply) {
        OfOffer offer = OfferRequests.offer(payload);
        decide(
                session,
                reply,
                offer.offerId(),
                new AcceptOffer(offer.chatId(), session.userId(), offer.offerId(), now()));
    }

    private void decline(ClientSession session, JsonNode payload, Reply reply) {
        OfOffer offer = OfferRequests.offer(payload);
        decide(
                session,
                reply,
                offer.offerId(),
                new DeclineOffer(offer.chatId(), session.userId(), offer.offerId(), now()));
    }

    private void withdraw(ClientSession session, JsonNode payload, Reply reply) {
        OfOffer offer = OfferRequests.offer(payload);
        decide(
                session,
                reply,
                offer.offerId(),
                new WithdrawOffer(offer.chatId(), session.userId(), offer.offerId(), now()));
    }

    private void decide(ClientSession session, Reply reply, UUID offerId, OfferCommand command) {
        commands.decide(Ids.next(), command, reply.span())
                .whenComplete((outcome, _) -> answer(session, reply, command.chatId(), offerId, outcome));
    }

    /** Answers with the event, or with the present offer where nothing changed; the outcome is absent when unknown. */
    private void answer(
            ClientSession session, Reply reply, UUID chatId, UUID offerId, @Nullable CommandOutcome outcome) {
        switch (outcome) {
            case null -> reply.refuse(ErrorCode.UNAVAILABLE);
            case Happened happened -> reply.accept("offer", happened.eventJson());
            case Unchanged _ -> present(session, reply, chatId, offerId);
            case Refused(ErrorCode code, String category, Long retryAfterMs) ->
                reply.refuse(ClientError.of(code, null, retryAfterMs).because(category));
        }
    }

    private void present(ClientSession session, Reply reply, UUID chatId, UUID offerId) {
        reads.offer(session.token(), chatId, offerId).whenComplete((answer, failure) -> {
            if (failure != null) {
                reply.refuse(ErrorCode.UNAVAILABLE);
            } else if (answer.isOk()) {
                reply.accept("offer", answer.body());
            } else {
                reply.refuse(RelayedProblem.codeOf(answer));
            }
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
