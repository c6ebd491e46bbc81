package io.livemarket.chat.web;

import io.livemarket.chat.domain.MessageRules;
import io.livemarket.chat.kafka.ChatCommands;
import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.ChatView;
import io.livemarket.chat.projection.MessageView;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import io.livemarket.events.chat.SystemCommand.SendSystemMessage;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/**
 * Opens chats and sends messages for service accounts, which participate in none. The log {@code audit} gets a line for
 * each.
 */
@Component
class ServiceChats {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final ChatCommands commands;
    private final ChatQueries queries;
    private final ReadConsistency consistency;
    private final Clock clock;

    ServiceChats(ChatCommands commands, ChatQueries queries, ReadConsistency consistency, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.consistency = consistency;
        this.clock = clock;
    }

    /** An opened chat, without anything of a participant's own. */
    record Opened(ChatView chat, boolean duplicate) {}

    /**
     * Opens a private chat between two users, or a group with a person of support.
     *
     * @param key the request's idempotency key, which makes the id of a group; absent for none
     */
    Opened open(Jwt service, Requests.OpenChat request, @Nullable String key) {
        OpenChatBetween open = request.type() == ChatType.GROUP ? group(service, request, key) : pair(service, request);
        CommandAccepted accepted = commands.decide(open);
        audit.info("{} opened chat {}", Callers.audited(service), open.chatId());
        consistency.require(open.chatId(), accepted.version());
        ChatView chat = queries.chatForService(open.chatId());
        if (accepted.duplicate() && open.opensGroup() && !ChatController.isOf(request, request.participants(), chat)) {
            throw new ApiException(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        return new Opened(chat, accepted.duplicate());
    }

    private OpenChatBetween pair(Jwt service, Requests.OpenChat request) {
        List<UUID> users = request.participants();
        if (users.size() != 2) {
            throw new ApiException(ErrorCode.INVALID_PARTICIPANTS);
        }
        UUID chatId = Ids.privateChat(users.get(0), users.get(1), request.subject());
        return new OpenChatBetween(
                chatId, Callers.id(service), users, now(), request.subject(), request.support(), null, null);
    }

    private OpenChatBetween group(Jwt service, Requests.OpenChat request, @Nullable String key) {
        if (request.subject() != null) {
            throw ApiException.invalid("subject");
        }
        if (!MessageRules.isValidGroupName(request.name())) {
            throw ApiException.invalid("name");
        }
        UUID me = Callers.id(service);
        UUID chatId = key == null ? Ids.next() : Ids.named(me, key);
        return new OpenChatBetween(
                chatId, me, request.participants(), now(), null, request.support(), request.name(), request.history());
    }

    /** Sends a system message; the answer to a repeat is the first one. */
    MessageView send(Jwt service, UUID chatId, Requests.SendMessage request, @Nullable String key) {
        if (request.type() != Requests.SentType.SYSTEM) {
            throw new ApiException(ErrorCode.FORBIDDEN, "A service account sends messages of type system.");
        }
        if (request.attachments() != null || request.productId() != null || request.replyTo() != null) {
            throw ApiException.invalid("type");
        }
        CommandAccepted accepted = commands.decide(new SendSystemMessage(
                chatId,
                Callers.id(service),
                Ids.next(),
                request.content(),
                request.clientMessageId() == null ? key : request.clientMessageId(),
                now()));
        MessageSent message = accepted.message();
        if (message == null) {
            throw new IllegalStateException("A send was answered without its message");
        }
        audit.info("{} sent message {} to chat {}", Callers.audited(service), message.id(), chatId);
        consistency.await(chatId, accepted.version());
        return MessageView.of(message);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
