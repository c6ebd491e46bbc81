package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.NotOpened;
import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.chat.domain.ChatLookups.FirstAnswer;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.ArrangeChat;
import io.livemarket.events.chat.ChatCommand.ConfirmDeal;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatCommand.WithdrawDeal;
import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupCommand;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.ListingCommand;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.SafetyCommand;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.chat.SystemCommand;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides each command to a chat: accepted with its events, unchanged, or rejected. Pure: it reads no clock, no store
 * and no network.
 */
public final class ChatDecider {

    private ChatDecider() {}

    /**
     * The decision on a command.
     *
     * @param chat the chat after all of its events so far
     */
    public static Decision decide(Chat chat, ChatCommand command, ChatLookups lookups) {
        if (command.chatId() == null || command.actorId() == null || command.requestedAt() == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (isNotThereFor(command, chat)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        return switch (command) {
            case OpenChat c -> open(chat, c, lookups);
            case SendMessage c -> send(chat, c, lookups);
            case EditMessage c -> edit(chat, c, lookups);
            case DeleteMessage c -> delete(chat, c, lookups);
            case MarkDelivered c -> delivered(chat, c, lookups);
            case MarkRead c -> read(chat, c, lookups);
            case HideChat c -> hide(chat, c);
            case ConfirmDeal c -> confirm(chat, c, lookups);
            case WithdrawDeal c -> withdraw(chat, c);
            case ArrangeChat c -> arrange(chat, c);
            case OfferCommand c -> OfferDecider.decide(chat, c, lookups);
            case GroupCommand c -> GroupDecider.decide(chat, c, lookups);
            case SystemCommand c -> SystemDecider.decide(chat, c, lookups);
            case SafetyCommand c -> SafetyDecider.decide(chat, c, lookups);
            case ListingCommand c -> ListingDecider.decide(chat, c);
        };
    }

    /**
     * Whether the chat does not exist, or the actor neither participates in it nor is invited. Both are rejected with
     * one code, before any other check: the id of a private chat can be computed, and only its two participants may
     * learn that it exists (decision 090). Service accounts participate in none, and act in all (decision 108).
     */
    public static boolean isNotThereFor(ChatCommand command, Chat chat) {
        return switch (chat) {
            case Open open ->
                open.participant(command.actorId()).isEmpty()
                        && !(command instanceof SystemCommand)
                        && !(command instanceof AnswerInvitation answer && Invitations.mayAnswer(open, answer));
            case NotOpened _ ->
                !(command instanceof OpenChat)
                        && !(command instanceof OpenChatBetween)
                        && !(command instanceof SendMessage send && send.to() != null);
        };
    }

    private static Decision open(Chat chat, OpenChat open, ChatLookups lookups) {
        Optional<ErrorCode> refusal = MessageRules.participants(open);
        if (refusal.isPresent()) {
            return reject(refusal.get());
        }
        if (chat instanceof Open) {
            return unchanged(chat);
        }
        if (!open.participants().stream().allMatch(lookups::userExists)) {
            return reject(ErrorCode.USER_NOT_FOUND);
        }
        Optional<ErrorCode> block = BlockRules.among(open.actorId(), open.participants(), lookups);
        if (block.isPresent()) {
            return reject(block.get());
        }
        Optional<Decision> early = SafetyDecider.tooManyContacts(open, lookups);
        if (early.isPresent()) {
            return early.get();
        }
        // A group's name is shown to members who did not choose it, so that it is screened as a message is.
        return open.type() == ChatType.GROUP
                ? screened(
                        groupName(open),
                        false,
                        ChatRole.MEMBER,
                        lookups,
                        screening -> new Accepted(List.of(opened(open, screening.content(), null)), screening.note()))
                : openPrivate(open, lookups);
    }

    private static Decision openPrivate(OpenChat open, ChatLookups lookups) {
        Subject subject = open.subject();
        if (subject == null) {
            return accept(opened(open, null, null));
        }
        UUID first = open.participants().getFirst();
        UUID other = first.equals(open.actorId()) ? open.participants().getLast() : first;
        return Roles.of(subject, open.actorId(), other, lookups)
                .map(roles -> accept(opened(open, null, roles)))
                .orElseGet(() -> reject(ErrorCode.INVALID_PARTICIPANTS));
    }

    private static String groupName(OpenChat open) {
        return open.name() == null ? "" : open.name().strip();
    }

    private static ChatOpened opened(OpenChat open, @Nullable String name, @Nullable List<ParticipantRole> roles) {
        return new ChatOpened(
                open.chatId(),
                1,
                open.type(),
                List.copyOf(open.participants()),
                name,
                open.actorId(),
                open.requestedAt(),
                open.subject(),
                roles,
                open.type() == ChatType.GROUP ? open.history() : null);
    }

    private static Decision send(Chat chat, SendMessage send, ChatLookups lookups) {
        Optional<ErrorCode> refusal = MessageRules.message(send);
        if (refusal.isPresent()) {
            return reject(refusal.get());
        }
        return switch (chat) {
            case NotOpened _ -> firstMessage(send, lookups);
            case Open open -> nextMessage(open, send, lookups);
        };
    }

    /** The first message of a private chat also opens the chat. */
    private static Decision firstMessage(SendMessage send, ChatLookups lookups) {
        UUID recipient = send.to();
        if (recipient == null
                || recipient.equals(send.actorId())
                || !send.chatId().equals(Ids.privateChat(send.actorId(), recipient, send.subject()))) {
            return reject(ErrorCode.INVALID_PARTICIPANTS);
        }
        if (!lookups.userExists(recipient)) {
            return reject(ErrorCode.USER_NOT_FOUND);
        }
        Optional<ErrorCode> block = BlockRules.between(send.actorId(), recipient, lookups);
        if (block.isPresent()) {
            return reject(block.get());
        }
        if (send.replyTo() != null) {
            return reject(ErrorCode.MESSAGE_NOT_FOUND);
        }
        Optional<Decision> early = SafetyDecider.tooManyContacts(send, lookups);
        if (early.isPresent()) {
            return early.get();
        }
        Optional<ErrorCode> attached = Attachments.refusal(send, lookups);
        if (attached.isPresent()) {
            return reject(attached.get());
        }
        Subject subject = send.subject();
        return subject == null
                ? firstMessage(send, recipient, null, lookups)
                : Roles.of(subject, send.actorId(), recipient, lookups)
                        .map(roles -> firstMessage(send, recipient, roles, lookups))
                        .orElseGet(() -> reject(ErrorCode.INVALID_PARTICIPANTS));
    }

    private static Decision firstMessage(
            SendMessage send, UUID recipient, @Nullable List<ParticipantRole> roles, ChatLookups lookups) {
        ChatOpened opened = new ChatOpened(
                send.chatId(),
                1,
                ChatType.PRIVATE,
                List.of(send.actorId(), recipient),
                null,
                send.actorId(),
                send.requestedAt(),
                send.subject(),
                roles);
        return screened(
                text(send),
                false,
                Roles.of(send.actorId(), roles),
                lookups,
                screening -> SafetyDecider.warned(
                        List.of(opened, sent(send, screening, 2, 1, send.requestedAt(), lookups)),
                        screening,
                        false,
                        lookups));
    }

    private static Decision nextMessage(Open open, SendMessage send, ChatLookups lookups) {
        if (send.clientMessageId() != null) {
            // A command that is consumed a second time, from a restored copy of its topic, is found by its idempotency
            // key, as a client's repeat is.
            if (lookups.isUsed(open.chatId(), send.actorId(), send.clientMessageId())) {
                return lookups.firstAnswer(open.chatId(), send.actorId(), send.clientMessageId())
                        .map(first -> again(open, send, first, lookups))
                        .orElseGet(() -> reject(ErrorCode.IDEMPOTENCY_CONFLICT));
            }
        } else if (lookups.message(send.messageId())
                .filter(m -> isOwn(open, send, m))
                .isPresent()) {
            return unchanged(open);
        }
        Optional<ErrorCode> block = BlockRules.in(open, send.actorId(), lookups);
        if (block.isPresent()) {
            return reject(block.get());
        }
        if (send.replyTo() != null && !isShown(open, send.actorId(), lookups.message(send.replyTo()))) {
            return reject(ErrorCode.MESSAGE_NOT_FOUND);
        }
        Optional<ErrorCode> attached = Attachments.refusal(send, lookups);
        if (attached.isPresent()) {
            return reject(attached.get());
        }
        return screened(
                text(send),
                open.agreed(),
                open.role(send.actorId()),
                lookups,
                screening -> SafetyDecider.warned(
                        List.of(sent(
                                send,
                                screening,
                                open.version() + 1,
                                open.seq() + 1,
                                later(open, send.requestedAt()),
                                lookups)),
                        screening,
                        open.agreed(),
                        lookups));
    }

    /**
     * Screens a text by the rules on content that are in force now. The events hold the result, so that a replay never
     * screens again.
     *
     * <p>The marketplace chose a person of support, so that recipients are not warned of such a person's texts.
     *
     * @param role the author's role in the chat; absent in a chat about nothing
     */
    static Decision screened(
            String content,
            boolean agreed,
            @Nullable ChatRole role,
            ChatLookups lookups,
            Function<Screening, Decision> accepted) {
        Screening screening = lookups.screen(content, agreed, role);
        return screening.refusedFor() == null
                ? accepted.apply(role == ChatRole.SUPPORT ? screening.with(Screening.Risks.NONE) : screening)
                : new Rejected(ErrorCode.CONTENT_REJECTED, screening.refusedFor());
    }

    static Decision again(Open open, SendMessage send, FirstAnswer first, ChatLookups lookups) {
        if (!ContentDigest.of(send).equals(first.digest())) {
            return reject(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        // The answer to a repeat holds no content of a deleted message. The content after an edit is read from the read
        // model by the web layer.
        return new Decision.Unchanged(
                open.version(),
                lookups.message(first.messageId())
                                .filter(ChatLookups.Message::deleted)
                                .isPresent()
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
                                first.warnings(),
                                null,
                                null,
                                first.productPrice()));
    }

    static MessageSent sent(
            SendMessage send, Screening screening, long version, long seq, Instant at, ChatLookups lookups) {
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
                screening.warningsOrNull(),
                null,
                null,
                priceNow(send.productId(), lookups));
    }

    /** The price of a product that a message names; absent where the message names none, or an unknown one. */
    private static @Nullable Money priceNow(@Nullable UUID productId, ChatLookups lookups) {
        return productId == null
                ? null
                : lookups.product(productId).map(ListedProduct::price).orElse(null);
    }

    /** The text of a message; empty for files without a caption. */
    static String text(SendMessage send) {
        return send.content() == null ? "" : send.content();
    }

    private static Decision edit(Chat chat, EditMessage edit, ChatLookups lookups) {
        String content = Objects.requireNonNullElse(edit.content(), "");
        Optional<ErrorCode> refusal = MessageRules.content(content);
        if (refusal.isPresent()) {
            return reject(refusal.get());
        }
        return onOwnMessage(chat, edit.actorId(), edit.messageId(), lookups, (open, message) -> {
            if (message.deleted()) {
                return reject(ErrorCode.MESSAGE_DELETED);
            }
            Optional<ErrorCode> block = BlockRules.in(open, edit.actorId(), lookups);
            if (block.isPresent()) {
                return reject(block.get());
            }
            return screened(
                    content,
                    open.agreed(),
                    open.role(edit.actorId()),
                    lookups,
                    screening -> SafetyDecider.warned(
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
                            screening,
                            open.agreed(),
                            lookups));
        });
    }

    private static Decision delete(Chat chat, DeleteMessage delete, ChatLookups lookups) {
        return onOwnMessage(
                chat,
                delete.actorId(),
                delete.messageId(),
                lookups,
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
        Decision decide(Open open, ChatLookups.Message message);
    }

    /** Only its sender may change a message, and only until another participant has read it. */
    private static Decision onOwnMessage(
            Chat chat, UUID actor, @Nullable UUID messageId, ChatLookups lookups, MessageChange change) {
        if (!(chat instanceof Open open)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        Optional<ChatLookups.Message> found = messageId == null ? Optional.empty() : lookups.message(messageId);
        if (!isShown(open, actor, found)) {
            return reject(ErrorCode.MESSAGE_NOT_FOUND);
        }
        ChatLookups.Message message = found.get();
        if (!message.senderId().equals(actor)) {
            return reject(ErrorCode.NOT_THE_SENDER);
        }
        if (message.fixed() != null) {
            return reject(ErrorCode.MESSAGE_FIXED);
        }
        if (!message.deleted() && open.readByAnotherThan(actor, message.seq())) {
            return reject(ErrorCode.ALREADY_READ);
        }
        return change.decide(open, message);
    }

    private static Decision delivered(Chat chat, MarkDelivered mark, ChatLookups lookups) {
        return watermark(
                chat,
                mark.actorId(),
                mark.upToSeq(),
                mark.messageId(),
                lookups,
                (open, upTo) -> participant(open, mark).deliveredUpTo() >= upTo
                        ? unchanged(open)
                        : accept(new MessagesDelivered(
                                open.chatId(),
                                open.version() + 1,
                                mark.actorId(),
                                upTo,
                                later(open, mark.requestedAt()))));
    }

    private static Decision read(Chat chat, MarkRead mark, ChatLookups lookups) {
        return watermark(
                chat,
                mark.actorId(),
                mark.upToSeq(),
                mark.messageId(),
                lookups,
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

    private static Decision watermark(
            Chat chat,
            UUID actor,
            @Nullable Long upToSeq,
            @Nullable UUID messageId,
            ChatLookups lookups,
            WatermarkChange change) {
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
        Optional<ChatLookups.Message> message = lookups.message(messageId);
        return isShown(open, actor, message)
                ? change.decide(open, message.get().seq())
                : reject(ErrorCode.MESSAGE_NOT_FOUND);
    }

    private static Decision hide(Chat chat, HideChat hide) {
        return switch (chat) {
            case NotOpened _ -> reject(ErrorCode.CHAT_NOT_FOUND);
            case Open open when participant(open, hide).hidden() -> unchanged(open);
            case Open open ->
                accept(new ChatHidden(open.chatId(), open.version(), hide.actorId(), later(open, hide.requestedAt())));
        };
    }

    /** A participant arranges a chat despite a block, as it can be hidden. */
    private static Decision arrange(Chat chat, ArrangeChat arrange) {
        if (!(chat instanceof Open open)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        Arrangement before = participant(open, arrange).arranged();
        Optional<Arrangement> after = before.after(arrange);
        if (after.isEmpty()) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return after.get().equals(before) ? unchanged(open) : accept(arranged(open, arrange, after.get()));
    }

    private static ChatArranged arranged(Open open, ArrangeChat arrange, Arrangement after) {
        return new ChatArranged(
                open.chatId(),
                open.version(),
                arrange.actorId(),
                after.pinned(),
                after.archived(),
                after.labels(),
                later(open, arrange.requestedAt()));
    }

    private static Decision confirm(Chat chat, ConfirmDeal confirm, ChatLookups lookups) {
        return onDeal(chat, open -> {
            if (open.deal().confirmedBy(confirm.actorId())) {
                return unchanged(open);
            }
            if (open.hasSupport()) {
                return reject(ErrorCode.FORBIDDEN);
            }
            Optional<ErrorCode> block = BlockRules.in(open, confirm.actorId(), lookups);
            if (block.isPresent()) {
                return reject(block.get());
            }
            boolean agreed =
                    open.deal().confirmedBy().size() + 1 == open.participants().size();
            return accept(new DealConfirmed(
                    open.chatId(), open.version() + 1, confirm.actorId(), agreed, later(open, confirm.requestedAt())));
        });
    }

    /** A participant may withdraw from a deal despite a block. */
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

    static boolean isOwn(Open open, SendMessage send, ChatLookups.Message message) {
        return message.chatId().equals(open.chatId()) && message.senderId().equals(send.actorId());
    }

    /** Whether the message is in the chat, and the participant may see it. */
    private static boolean isShown(Open open, UUID userId, Optional<ChatLookups.Message> message) {
        return message.isPresent()
                && message.get().chatId().equals(open.chatId())
                && open.participant(userId)
                        .filter(participant ->
                                open.sees(participant, message.get().seq()))
                        .isPresent();
    }

    /**
     * The time of an event: the time of the request, or the chat's newest time if that is later, so that times in a
     * chat never go back even if the clocks of instances differ.
     */
    static Instant later(Open open, Instant requestedAt) {
        return requestedAt.isBefore(open.updatedAt()) ? open.updatedAt() : requestedAt;
    }
}
