package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.NotOpened;
import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.SystemCommand;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import io.livemarket.events.chat.SystemCommand.SendSystemMessage;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of service accounts, which participate in no chat. They open chats ({@link SystemOpenings}), and send
 * messages that the rules on content do not concern, to every participant that does not block the service account. A
 * deleted account gets nothing more. Pure, as {@link ChatDecider}.
 */
final class SystemDecider {

    private SystemDecider() {}

    static Decision decide(Chat chat, SystemCommand command, ChatLookups lookups) {
        return switch (command) {
            case OpenChatBetween open -> SystemOpenings.open(chat, open, lookups);
            case SendSystemMessage send -> send(chat, send, lookups);
        };
    }

    private static Decision send(Chat chat, SendSystemMessage send, ChatLookups lookups) {
        SendMessage message = send.asMessage();
        Optional<ErrorCode> refusal = MessageRules.systemMessage(message);
        if (refusal.isPresent()) {
            return reject(refusal.get());
        }
        return switch (chat) {
            case NotOpened _ -> reject(ErrorCode.CHAT_NOT_FOUND);
            case Open open when isRepeat(open, message, lookups) -> again(open, message, lookups);
            case Open open -> next(open, message, lookups);
        };
    }

    private static boolean isRepeat(Open open, SendMessage message, ChatLookups lookups) {
        return message.clientMessageId() == null
                ? lookups.message(message.messageId())
                        .filter(known -> ChatDecider.isOwn(open, message, known))
                        .isPresent()
                : lookups.isUsed(open.chatId(), message.actorId(), message.clientMessageId());
    }

    private static Decision again(Open open, SendMessage message, ChatLookups lookups) {
        return message.clientMessageId() == null
                ? unchanged(open)
                : lookups.firstAnswer(open.chatId(), message.actorId(), message.clientMessageId())
                        .map(first -> ofTheMarketplace(ChatDecider.again(open, message, first, lookups)))
                        .orElseGet(() -> reject(ErrorCode.IDEMPOTENCY_CONFLICT));
    }

    private static Decision next(Open open, SendMessage message, ChatLookups lookups) {
        if (open.members().stream().allMatch(lookups::userDeleted)) {
            return reject(ErrorCode.USER_DELETED);
        }
        Instant at = ChatDecider.later(open, message.requestedAt());
        return accept(ofTheMarketplace(ChatDecider.sent(
                message, Screening.clean(ChatDecider.text(message)), open.version() + 1, open.seq() + 1, at, lookups)));
    }

    /** The answer to a repeat, with the mark of its message. */
    private static Decision ofTheMarketplace(Decision repeat) {
        return repeat instanceof Decision.Unchanged known && known.message() != null
                ? new Decision.Unchanged(known.version(), ofTheMarketplace(known.message()))
                : repeat;
    }

    private static MessageSent ofTheMarketplace(MessageSent message) {
        return new MessageSent(
                message.chatId(),
                message.version(),
                message.seq(),
                message.id(),
                message.senderId(),
                message.type(),
                message.content(),
                message.attachments(),
                message.productId(),
                message.replyTo(),
                message.clientMessageId(),
                message.createdAt(),
                message.masked(),
                message.warnings(),
                message.offerId(),
                Boolean.TRUE,
                message.productPrice());
    }
}
