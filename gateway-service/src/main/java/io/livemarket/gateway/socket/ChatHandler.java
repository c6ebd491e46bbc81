package io.livemarket.gateway.socket;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.delivery.ShownSeqs;
import io.livemarket.gateway.kafka.ChatCommands;
import io.livemarket.gateway.kafka.CommandOutcome;
import io.livemarket.gateway.kafka.CommandOutcome.Happened;
import io.livemarket.gateway.kafka.CommandOutcome.Refused;
import io.livemarket.gateway.kafka.CommandOutcome.Unchanged;
import io.livemarket.gateway.kafka.DeliveredReceipts;
import io.livemarket.gateway.kafka.LogPositions;
import io.livemarket.gateway.requests.ClientError;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.ClientRequest.History;
import io.livemarket.gateway.requests.RequestReader;
import io.livemarket.gateway.services.ChatReads;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns client events about messages into commands or reads of chat-service, and their outcomes into replies. */
final class ChatHandler implements FeatureHandler {

    private static final int NOT_FOUND = 404;

    private final ChatCommands commands;
    private final ChatReads reads;
    private final DeliveredReceipts receipts;
    private final ShownSeqs shownSeqs;
    private final LogPositions positions;
    private final Clock clock;

    ChatHandler(
            ChatCommands commands,
            ChatReads reads,
            DeliveredReceipts receipts,
            ShownSeqs shownSeqs,
            LogPositions positions,
            Clock clock) {
        this.commands = commands;
        this.reads = reads;
        this.receipts = receipts;
        this.shownSeqs = shownSeqs;
        this.positions = positions;
        this.clock = clock;
    }

    @Override
    public Map<ClientEvent, ClientEventHandler> handlers() {
        return Map.of(
                ClientEvent.MESSAGE_SEND, this::send,
                ClientEvent.MESSAGE_EDIT, this::edit,
                ClientEvent.MESSAGE_DELETE, this::delete,
                ClientEvent.MESSAGE_DELIVERED, this::delivered,
                ClientEvent.MESSAGE_READ, this::read,
                ClientEvent.MESSAGE_HISTORY, this::history,
                ClientEvent.SYNC, this::sync);
    }

    /**
     * The answer for a message that did not change: the fields that are known without its event.
     *
     * @param seq absent after an unchanged edit
     * @param content absent after an unchanged deletion
     * @param deletedAt absent after an unchanged edit
     */
    private record SameMessage(
            UUID chatId,
            long version,
            UUID id,
            @Nullable Long seq,
            @Nullable String content,
            @Nullable Instant deletedAt) {}

    void send(ClientSession session, JsonNode payload, Reply reply) {
        UUID actor = session.userId();
        var send = RequestReader.send(actor, payload);
        // A message with a recipient opens the chat where there is none.
        if (send.to() != null && session.mustVerify()) {
            reply.refuse(ErrorCode.EMAIL_NOT_VERIFIED);
            return;
        }
        UUID id = Ids.next();
        decide(
                id,
                new SendMessage(
                        send.chatId(),
                        actor,
                        send.to(),
                        id,
                        send.type(),
                        send.content(),
                        send.attachments(),
                        send.productId(),
                        send.replyTo(),
                        send.clientMessageId(),
                        now(),
                        send.subject()),
                reply,
                first -> again(session, first.message(), reply));
    }

    /**
     * Answers a repeated send with the message in its present state: it may have been edited or deleted since the first
     * send.
     */
    private void again(ClientSession session, @Nullable MessageSent first, Reply reply) {
        if (first == null) {
            // A chat-service of another version may name no message; without an answer the client would wait until its
            // timeout.
            reply.refuse(ErrorCode.UNAVAILABLE);
            return;
        }
        reads.message(session.token(), first.chatId(), first.id()).whenComplete((answer, failure) -> {
            if (failure != null) {
                reply.refuse(ErrorCode.UNAVAILABLE);
            } else if (answer.isOk()) {
                reply.accept("message", answer.body());
            } else if (answer.status() == NOT_FOUND) {
                // From a chat-service of an earlier version, which serves no single messages.
                reply.accept("message", Json.bytes(first));
            } else {
                reply.refuse(RelayedProblem.codeOf(answer));
            }
        });
    }

    private void edit(ClientSession session, JsonNode payload, Reply reply) {
        UUID actor = session.userId();
        var edit = RequestReader.edit(payload);
        decide(
                Ids.next(),
                new EditMessage(edit.chatId(), actor, edit.messageId(), edit.content(), now()),
                reply,
                result -> unchanged(
                        reply,
                        new SameMessage(
                                result.chatId(), result.version(), edit.messageId(), null, edit.content(), null)));
    }

    private void delete(ClientSession session, JsonNode payload, Reply reply) {
        UUID actor = session.userId();
        var delete = RequestReader.delete(payload);
        decide(
                Ids.next(),
                new DeleteMessage(delete.chatId(), actor, delete.messageId(), now()),
                reply,
                result -> unchanged(
                        reply,
                        new SameMessage(
                                result.chatId(),
                                result.version(),
                                delete.messageId(),
                                result.seq(),
                                null,
                                result.deletedAt())));
    }

    private static void unchanged(Reply reply, SameMessage message) {
        reply.accept("message", Json.bytes(message));
    }

    private void decide(UUID commandId, ChatCommand command, Reply reply, Consumer<CommandAccepted> unchanged) {
        commands.decide(commandId, command, reply.span())
                .whenComplete((outcome, _) -> answer(outcome, reply, unchanged));
    }

    /** Answers a change of messages; the outcome is absent when it is unknown. */
    static void answer(@Nullable CommandOutcome outcome, Reply reply, Consumer<CommandAccepted> unchanged) {
        switch (outcome) {
            case null -> reply.refuse(ErrorCode.UNAVAILABLE);
            case Happened happened -> reply.accept("message", happened.eventJson());
            case Unchanged(CommandAccepted result) -> unchanged.accept(result);
            case Refused(ErrorCode code, String category, Long retryAfterMs) ->
                reply.refuse(ClientError.of(code, null, retryAfterMs).because(category));
        }
    }

    private void read(ClientSession session, JsonNode payload, Reply reply) {
        UUID actor = session.userId();
        var mark = RequestReader.mark(payload);
        MarkRead command = new MarkRead(mark.chatId(), actor, mark.upToSeq(), mark.messageId(), now());
        Long delivered = mark.upToSeq() == null ? null : receipts.cover(actor, mark.chatId(), mark.upToSeq());
        commands.decide(Ids.next(), command, reply.span()).whenComplete((outcome, failure) -> {
            if (delivered != null && (outcome == null || outcome instanceof Refused)) {
                receipts.confirm(actor, mark.chatId(), delivered);
            }
            answer(outcome, reply);
        });
    }

    /**
     * Replies at once to a valid confirmation of a message that was just shown here: if the confirmation is lost, the
     * message is only sent again. Any other confirmation is decided first.
     */
    private void delivered(ClientSession session, JsonNode payload, Reply reply) {
        UUID actor = session.userId();
        var mark = RequestReader.mark(payload);
        if (mark.upToSeq() != null && shownSeqs.contains(actor, mark.chatId(), mark.upToSeq())) {
            receipts.confirm(actor, mark.chatId(), mark.upToSeq());
            reply.accept(Reply.OK);
        } else {
            commands.decide(
                            Ids.next(),
                            new MarkDelivered(mark.chatId(), actor, mark.upToSeq(), mark.messageId(), now()),
                            reply.span())
                    .whenComplete((outcome, failure) -> answer(outcome, reply));
        }
    }

    /** Answers a receipt; the outcome is absent when it is unknown. */
    private static void answer(@Nullable CommandOutcome outcome, Reply reply) {
        switch (outcome) {
            case null -> reply.refuse(ErrorCode.UNAVAILABLE);
            case Happened _, Unchanged _ -> reply.accept(Reply.OK);
            // A seq that the chat does not have; all other invalid fields were refused by the reader.
            case Refused(ErrorCode code, var _, var _)
            when code == ErrorCode.INVALID_REQUEST -> reply.refuse(ClientError.of(code, "upToSeq", null));
            case Refused(ErrorCode code, var _, var _) -> reply.refuse(code);
        }
    }

    private void history(ClientSession session, JsonNode payload, Reply reply) {
        History history = RequestReader.history(payload);
        String minOffsets = positions.header(history.chatId());
        reply.relay(reads.history(session.token(), history.chatId(), history.query(), minOffsets));
    }

    private void sync(ClientSession session, JsonNode payload, Reply reply) {
        reply.relay(reads.sync(session.token(), RequestReader.sync(payload).body(), positions.header()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
