package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.NotOpened;
import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Known.Answered;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.ConfirmDeal;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatCommand.WithdrawDeal;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Decides what a command to a chat comes to. Never reads a clock, a store or the network. */
public final class ChatDecider {

    private ChatDecider() {}

    /** The decision on a command, given the chat as it is now. */
    public static Decision decide(Chat chat, ChatCommand command, Known known) {
        if (command.chatId() == null || command.actorId() == null || command.requestedAt() == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (isNotThereFor(command, chat)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        return switch (command) {
            case OpenChat c -> open(chat, c, known);
            case SendMessage c -> send(chat, c, known);
            case EditMessage c -> edit(chat, c, known);
            case DeleteMessage c -> delete(chat, c, known);
            case MarkDelivered c -> delivered(chat, c, known);
            case MarkRead c -> read(chat, c, known);
            case HideChat c -> hide(chat, c);
            case ConfirmDeal c -> confirm(chat, c, known);
            case WithdrawDeal c -> withdraw(chat, c);
        };
    }

    /**
     * Whether the chat does not exist, or the actor is not in it. One refusal for both, before any other: the id of a
     * private chat can be computed, and whether two others have a chat is known to those two alone (decision 090).
     */
    public static boolean isNotThereFor(ChatCommand command, Chat chat) {
        return switch (chat) {
            case Open open -> open.participant(command.actorId()).isEmpty();
            case NotOpened _ ->
                !(command instanceof OpenChat) && !(command instanceof SendMessage send && send.to() != null);
        };
    }

    private static Decision open(Chat chat, OpenChat open, Known known) {
        Optional<ErrorCode> refusal = MessageRules.participants(open);
        if (refusal.isPresent()) {
            return reject(refusal.get());
        }
        if (chat instanceof Open) {
            return unchanged(chat);
        }
        if (!open.participants().stream().allMatch(known::userExists)) {
            return reject(ErrorCode.USER_NOT_FOUND);
        }
        Optional<ErrorCode> block = BlockRules.among(open.actorId(), open.participants(), known);
        if (block.isPresent()) {
            return reject(block.get());
        }
        // A group's name is shown to people who were not asked, like any message.
        return open.type() == ChatType.GROUP
                ? screened(
                        open.name().strip(),
                        Deal.NONE,
                        known,
                        screening -> new Accepted(List.of(opened(open, screening.content())), screening.note()))
                : accept(opened(open, null));
    }

    private static ChatOpened opened(OpenChat open, String name) {
        return new ChatOpened(
                open.chatId(),
                1,
                open.type(),
                List.copyOf(open.participants()),
                name,
                open.actorId(),
                open.requestedAt());
    }

    private static Decision send(Chat chat, SendMessage send, Known known) {
        Optional<ErrorCode> refusal = MessageRules.message(send);
        if (refusal.isPresent()) {
            return reject(refusal.get());
        }
        return switch (chat) {
            case NotOpened _ -> firstMessage(send, known);
            case Open open -> nextMessage(open, send, known);
        };
    }

    /** The private chat opens by itself with its first message. */
    private static Decision firstMessage(SendMessage send, Known known) {
        if (send.to().equals(send.actorId()) || !send.chatId().equals(Ids.privateChat(send.actorId(), send.to()))) {
            return reject(ErrorCode.INVALID_PARTICIPANTS);
        }
        if (!known.userExists(send.to())) {
            return reject(ErrorCode.USER_NOT_FOUND);
        }
        Optional<ErrorCode> block = BlockRules.between(send.actorId(), send.to(), known);
        if (block.isPresent()) {
            return reject(block.get());
        }
        if (send.replyTo() != null) {
            return reject(ErrorCode.MESSAGE_NOT_FOUND);
        }
        Optional<ErrorCode> attached = Attachments.refusal(send, known);
        if (attached.isPresent()) {
            return reject(attached.get());
        }
        ChatOpened opened = new ChatOpened(
                send.chatId(),
                1,
                ChatType.PRIVATE,
                List.of(send.actorId(), send.to()),
                null,
                send.actorId(),
                send.requestedAt());
        return screened(
                text(send),
                Deal.NONE,
                known,
                screening -> new Accepted(
                        List.of(opened, sent(send, screening, 2, 1, send.requestedAt())), screening.note()));
    }

    private static Decision nextMessage(Open open, SendMessage send, Known known) {
        if (send.clientMessageId() != null) {
            // A command that is read a second time, from a copy of its topic, is found by its key as a repeat is.
            if (known.isUsed(open.chatId(), send.actorId(), send.clientMessageId())) {
                return known.answered(open.chatId(), send.actorId(), send.clientMessageId())
                        .map(first -> again(open, send, first, known))
                        .orElseGet(() -> reject(ErrorCode.IDEMPOTENCY_CONFLICT));
            }
        } else if (known.message(send.messageId())
                .filter(m -> isOwn(open, send, m))
                .isPresent()) {
            return unchanged(open);
        }
        Optional<ErrorCode> block = BlockRules.in(open, send.actorId(), known);
        if (block.isPresent()) {
            return reject(block.get());
        }
        if (send.replyTo() != null && !isIn(open, known.message(send.replyTo()))) {
            return reject(ErrorCode.MESSAGE_NOT_FOUND);
        }
        Optional<ErrorCode> attached = Attachments.refusal(send, known);
        if (attached.isPresent()) {
            return reject(attached.get());
        }
        return screened(
                text(send),
                open.deal(),
                known,
                screening -> new Accepted(
                        List.of(sent(
                                send, screening, open.version() + 1, open.seq() + 1, later(open, send.requestedAt()))),
                        screening.note()));
    }

    /**
     * By the rules on content as they are now; what they come to is in the events, so that nobody need ask them again.
     */
    private static Decision screened(String content, Deal deal, Known known, Function<Screening, Decision> accepted) {
        Screening screening = known.screen(content, deal.agreed());
        return screening.refusedFor() == null
                ? accepted.apply(screening)
                : new Rejected(ErrorCode.CONTENT_REJECTED, screening.refusedFor());
    }

    private static Decision again(Open open, SendMessage send, Answered first, Known known) {
        if (!first.digest().equals(ContentDigest.of(send))) {
            return reject(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        // Nothing of a deleted message is answered. An edit is looked up in the read model by the service that answers.
        return new Decision.Unchanged(
                open.version(),
                known.message(first.messageId()).filter(Known.Message::deleted).isPresent()
                        ? new MessageSent(
                                open.chatId(),
                                first.version(),
                                first.seq(),
                                first.messageId(),
                                send.actorId(),
                                send.type(),
                                "",
                                null,
                                null,
                                send.replyTo(),
                                send.clientMessageId(),
                                first.createdAt())
                        : new MessageSent(
                                open.chatId(),
                                first.version(),
                                first.seq(),
                                first.messageId(),
                                send.actorId(),
                                send.type(),
                                first.masked() == null ? text(send) : first.masked(),
                                send.attachments(),
                                send.productId(),
                                send.replyTo(),
                                send.clientMessageId(),
                                first.createdAt(),
                                first.masked() == null ? null : Boolean.TRUE,
                                first.warnings()));
    }

    private static MessageSent sent(SendMessage send, Screening screening, long version, long seq, Instant at) {
        return new MessageSent(
                send.chatId(),
                version,
                seq,
                send.messageId(),
                send.actorId(),
                send.type(),
                screening.content(),
                send.attachments(),
                send.productId(),
                send.replyTo(),
                send.clientMessageId(),
                at,
                screening.maskedOrNull(),
                screening.warningsOrNull());
    }

    /** A picture needs no words. */
    private static String text(SendMessage send) {
        return send.content() == null ? "" : send.content();
    }

    private static Decision edit(Chat chat, EditMessage edit, Known known) {
        Optional<ErrorCode> refusal = MessageRules.content(edit.content());
        if (refusal.isPresent()) {
            return reject(refusal.get());
        }
        return onOwnMessage(chat, edit.actorId(), edit.messageId(), known, (open, message) -> {
            if (message.deleted()) {
                return reject(ErrorCode.MESSAGE_DELETED);
            }
            Optional<ErrorCode> block = BlockRules.in(open, edit.actorId(), known);
            if (block.isPresent()) {
                return reject(block.get());
            }
            return screened(
                    edit.content(),
                    open.deal(),
                    known,
                    screening -> new Accepted(
                            List.of(new MessageEdited(
                                    open.chatId(),
                                    open.version() + 1,
                                    message.seq(),
                                    message.id(),
                                    message.senderId(),
                                    screening.content(),
                                    later(open, edit.requestedAt()),
                                    screening.maskedOrNull(),
                                    screening.warningsOrNull())),
                            screening.note()));
        });
    }

    private static Decision delete(Chat chat, DeleteMessage delete, Known known) {
        return onOwnMessage(
                chat,
                delete.actorId(),
                delete.messageId(),
                known,
                (open, message) -> message.deleted()
                        ? new Decision.Unchanged(open.version(), null, message.deletedAt() == null ? null : message)
                        : accept(new MessageDeleted(
                                open.chatId(),
                                open.version() + 1,
                                message.seq(),
                                message.id(),
                                message.senderId(),
                                later(open, delete.requestedAt()))));
    }

    private interface MessageChange {
        Decision decide(Open open, Known.Message message);
    }

    /** A message is changed by its sender alone, and only until another participant read it. */
    private static Decision onOwnMessage(Chat chat, UUID actor, UUID messageId, Known known, MessageChange change) {
        if (!(chat instanceof Open open)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        Optional<Known.Message> found = messageId == null ? Optional.empty() : known.message(messageId);
        if (!isIn(open, found)) {
            return reject(ErrorCode.MESSAGE_NOT_FOUND);
        }
        Known.Message message = found.get();
        if (!message.senderId().equals(actor)) {
            return reject(ErrorCode.NOT_THE_SENDER);
        }
        if (!message.deleted() && open.readByAnotherThan(actor, message.seq())) {
            return reject(ErrorCode.ALREADY_READ);
        }
        return change.decide(open, message);
    }

    private static Decision delivered(Chat chat, MarkDelivered mark, Known known) {
        return watermark(
                chat,
                mark.upToSeq(),
                mark.messageId(),
                known,
                (open, upTo) -> participant(open, mark).deliveredUpTo() >= upTo
                        ? unchanged(open)
                        : accept(new MessagesDelivered(
                                open.chatId(),
                                open.version() + 1,
                                mark.actorId(),
                                upTo,
                                later(open, mark.requestedAt()))));
    }

    private static Decision read(Chat chat, MarkRead mark, Known known) {
        return watermark(
                chat,
                mark.upToSeq(),
                mark.messageId(),
                known,
                (open, upTo) -> participant(open, mark).readUpTo() >= upTo
                        ? unchanged(open)
                        : accept(new MessagesRead(
                                open.chatId(),
                                open.version() + 1,
                                mark.actorId(),
                                upTo,
                                later(open, mark.requestedAt()))));
    }

    private interface WatermarkChange {
        Decision decide(Open open, long upToSeq);
    }

    private static Decision watermark(Chat chat, Long upToSeq, UUID messageId, Known known, WatermarkChange change) {
        if (!(chat instanceof Open open)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        if (upToSeq != null) {
            return upToSeq < 1 || upToSeq > open.seq()
                    ? reject(ErrorCode.INVALID_REQUEST)
                    : change.decide(open, upToSeq);
        }
        if (messageId == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        Optional<Known.Message> message = known.message(messageId);
        return isIn(open, message) ? change.decide(open, message.get().seq()) : reject(ErrorCode.MESSAGE_NOT_FOUND);
    }

    private static Decision hide(Chat chat, HideChat hide) {
        return switch (chat) {
            case NotOpened _ -> reject(ErrorCode.CHAT_NOT_FOUND);
            case Open open when participant(open, hide).hidden() -> unchanged(open);
            case Open open ->
                accept(new ChatHidden(open.chatId(), open.version(), hide.actorId(), later(open, hide.requestedAt())));
        };
    }

    private static Decision confirm(Chat chat, ConfirmDeal confirm, Known known) {
        return onDeal(chat, open -> {
            if (open.deal().confirmedBy(confirm.actorId())) {
                return unchanged(open);
            }
            Optional<ErrorCode> block = BlockRules.in(open, confirm.actorId(), known);
            if (block.isPresent()) {
                return reject(block.get());
            }
            boolean agreed =
                    open.deal().confirmedBy().size() + 1 == open.participants().size();
            return accept(new DealConfirmed(
                    open.chatId(), open.version() + 1, confirm.actorId(), agreed, later(open, confirm.requestedAt())));
        });
    }

    /** Whoever is blocked may still withdraw: nobody is held to a deal. */
    private static Decision withdraw(Chat chat, WithdrawDeal withdraw) {
        return onDeal(
                chat,
                open -> open.deal().confirmedBy(withdraw.actorId())
                        ? accept(new DealWithdrawn(
                                open.chatId(),
                                open.version() + 1,
                                withdraw.actorId(),
                                later(open, withdraw.requestedAt())))
                        : unchanged(open));
    }

    private static Decision onDeal(Chat chat, Function<Open, Decision> change) {
        return switch (chat) {
            case NotOpened _ -> reject(ErrorCode.CHAT_NOT_FOUND);
            case Open open when open.type() != ChatType.PRIVATE -> reject(ErrorCode.NOT_A_PRIVATE_CHAT);
            case Open open -> change.apply(open);
        };
    }

    private static Participant participant(Open open, ChatCommand command) {
        return open.participant(command.actorId()).orElseThrow();
    }

    private static boolean isOwn(Open open, SendMessage send, Known.Message message) {
        return message.chatId().equals(open.chatId()) && message.senderId().equals(send.actorId());
    }

    private static boolean isIn(Open open, Optional<Known.Message> message) {
        return message.isPresent() && message.get().chatId().equals(open.chatId());
    }

    /** Times in a chat never go back, whatever the clocks of the askers say. */
    private static Instant later(Open open, Instant requestedAt) {
        return requestedAt.isBefore(open.updatedAt()) ? open.updatedAt() : requestedAt;
    }
}
