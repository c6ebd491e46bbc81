package io.livemarket.chat.web;

import io.livemarket.chat.kafka.ChatCommands;
import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.MessageView;
import io.livemarket.chat.projection.Page;
import io.livemarket.chat.projection.Undelivered;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.read.ReadBarrier.Reached;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ForServices;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The REST interface of messages and receipts. A write is answered once it is decided, and a later read sees its
 * result.
 */
@RestController
class MessageController {

    private final ChatCommands commands;
    private final ChatQueries queries;
    private final ReadConsistency consistency;
    private final ServiceChats services;
    private final Clock clock;

    MessageController(
            ChatCommands commands,
            ChatQueries queries,
            ReadConsistency consistency,
            ServiceChats services,
            Clock clock) {
        this.services = services;
        this.commands = commands;
        this.queries = queries;
        this.consistency = consistency;
        this.clock = clock;
    }

    @GetMapping("/chats/{chatId}/messages")
    Page<MessageView> history(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @RequestParam(required = false) @Min(1) @Nullable Long beforeSeq,
            @RequestParam(required = false) @Min(0) @Nullable Long afterSeq,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestHeader(name = ReadConsistency.HEADER, required = false) @Nullable String minOffsets) {
        consistency.requireChat(chatId, minOffsets);
        UUID me = Callers.id(caller);
        if (cursor != null) {
            return queries.next(chatId, me, cursor, limit);
        }
        return afterSeq == null
                ? queries.before(chatId, me, beforeSeq, limit)
                : queries.after(chatId, me, afterSeq, limit);
    }

    @GetMapping("/chats/{chatId}/messages/{messageId}")
    MessageView message(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @PathVariable UUID messageId) {
        consistency.requireChat(chatId, null);
        return queries.message(chatId, Callers.id(caller), messageId);
    }

    /**
     * The caller's undelivered messages. With {@code partial}, partitions that are behind the log are waited for only
     * shortly and are reported by {@code applied}: the caller must ask for their messages again.
     */
    @GetMapping("/chats/undelivered")
    Undelivered undelivered(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "false") boolean partial,
            @RequestHeader(name = ReadConsistency.HEADER, required = false) @Nullable String minOffsets) {
        Reached reached = partial ? consistency.awaitMost() : consistency.awaitAll(minOffsets);
        return consistency.withinLog(queries.undelivered(Callers.id(caller), limit, reached.positions()));
    }

    @PostMapping("/chats/{chatId}/messages")
    @ForServices(Callers.MESSAGES_SYSTEM)
    ResponseEntity<MessageView> send(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @Valid @RequestBody Requests.SendMessage request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header) {
        String key = IdempotencyKey.of(header);
        if (Callers.isService(caller)) {
            return created(chatId, services.send(caller, chatId, request, key));
        }
        UUID me = Callers.id(caller);
        MessageType type = Requests.SentType.ofUser(request.type());
        CommandAccepted accepted = commands.decide(new SendMessage(
                chatId,
                me,
                null,
                Ids.next(),
                type,
                request.content(),
                request.attachments(),
                request.productId(),
                request.replyTo(),
                request.clientMessageId() == null ? key : request.clientMessageId(),
                now()));
        return created(chatId, sent(chatId, me, accepted));
    }

    private static ResponseEntity<MessageView> created(UUID chatId, MessageView message) {
        return ResponseEntity.created(URI.create(
                        "/chats/" + chatId + "/messages/" + message.place().id()))
                .body(message);
    }

    /**
     * The message of a send. For a repeated send it is read from the read model, since it may have been edited or
     * deleted.
     */
    private MessageView sent(UUID chatId, UUID sender, CommandAccepted accepted) {
        MessageSent message = accepted.message();
        if (message == null) {
            throw new IllegalStateException("A send was answered without its message");
        }
        if (accepted.duplicate()) {
            consistency.require(chatId, accepted.version());
            return queries.message(chatId, sender, message.id());
        }
        consistency.await(chatId, accepted.version());
        return MessageView.of(message);
    }

    @PutMapping("/chats/{chatId}/messages/{messageId}")
    MessageView edit(
            @AuthenticationPrincipal Jwt caller,
            @PathVariable UUID chatId,
            @PathVariable UUID messageId,
            @Valid @RequestBody Requests.EditMessage request) {
        UUID me = Callers.id(caller);
        CommandAccepted accepted = commands.decide(new EditMessage(chatId, me, messageId, request.content(), now()));
        consistency.require(chatId, accepted.version());
        return queries.message(chatId, me, messageId);
    }

    @DeleteMapping("/chats/{chatId}/messages/{messageId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @PathVariable UUID messageId) {
        CommandAccepted accepted = commands.decide(new DeleteMessage(chatId, Callers.id(caller), messageId, now()));
        consistency.await(chatId, accepted.version());
    }

    @PostMapping("/chats/{chatId}/delivered")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delivered(
            @AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @Valid @RequestBody Requests.Mark mark) {
        CommandAccepted accepted =
                decide(new MarkDelivered(chatId, Callers.id(caller), mark.upToSeq(), mark.messageId(), now()), mark);
        consistency.await(chatId, accepted.version());
    }

    @PostMapping("/chats/{chatId}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@AuthenticationPrincipal Jwt caller, @PathVariable UUID chatId, @Valid @RequestBody Requests.Mark mark) {
        CommandAccepted accepted =
                decide(new MarkRead(chatId, Callers.id(caller), mark.upToSeq(), mark.messageId(), now()), mark);
        consistency.await(chatId, accepted.version());
    }

    /** Decides a receipt. An invalid receipt is answered with the name of its wrong field. */
    private CommandAccepted decide(ChatCommand receipt, Requests.Mark mark) {
        try {
            return commands.decide(receipt);
        } catch (ApiException e) {
            throw e.code() == ErrorCode.INVALID_REQUEST
                    ? ApiException.invalid(mark.upToSeq() == null ? "messageId" : "upToSeq")
                    : e;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
