package io.livemarket.events.chat;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one chat, in order; chat-service publishes them. The chat id is the partition key. Field names are those
 * of the client protocol, because gateways copy an event's own JSON into the frame.
 */
public sealed interface ChatEvent extends DomainEvent
        permits ChatEvent.ChatOpened,
                ChatEvent.MessageSent,
                ChatEvent.MessageEdited,
                ChatEvent.MessageDeleted,
                ChatEvent.MessagesDelivered,
                ChatEvent.MessagesRead,
                ChatEvent.DealConfirmed,
                ChatEvent.DealWithdrawn,
                ChatEvent.ChatHidden,
                ChatEvent.ReceiptsAdvanced,
                ChatEvent.ChatArranged,
                OfferEvent,
                GroupEvent,
                SafetyEvent,
                ListingEvent {

    UUID chatId();

    /**
     * The number of the change among the chat's changes, from 1 without gaps. An event that does not {@link #counts
     * count} has the version of the change before it.
     */
    long version();

    /**
     * Whether the event is a change of the chat with a version of its own. {@link ChatHidden} and {@link ChatArranged}
     * change the view of one participant alone, {@link ReceiptsAdvanced} the watermarks alone, and
     * {@link SafetyEvent.MessageWarned} the view of a message's recipients.
     */
    default boolean counts() {
        return true;
    }

    @Override
    default UUID aggregateId() {
        return chatId();
    }

    /**
     * A chat was opened: the first event of each chat.
     *
     * @param subject the thing that a private chat is about; absent for a chat about nothing, for a group, and in
     *     events of versions before subjects
     * @param roles the role of each participant of a private chat with a subject or with a person of support, and in a
     *     group that of the person of support alone; absent for any other chat
     * @param createdBy the user who opened the chat; a service account participates in none that it opens
     * @param history the messages that a member of a group sees who joins later; absent for
     *     {@link GroupHistory#JOINING}, and for a private chat
     */
    @EventType("chat.chat-opened.v1")
    record ChatOpened(
            UUID chatId,
            long version,
            ChatType type,
            List<UUID> participants,
            @Nullable String name,
            UUID createdBy,
            Instant createdAt,
            @Nullable Subject subject,
            @Nullable List<ParticipantRole> roles,
            @Nullable GroupHistory history)
            implements ChatEvent {

        /**
         * Whether a participant opened the chat; false for a chat that a service account opened for its participants.
         */
        public boolean byParticipant() {
            return participants.contains(createdBy);
        }

        /** The first admin of a group: its creator, or the person of support in a group of a service account. */
        public UUID firstAdmin() {
            return byParticipant() || roles == null
                    ? createdBy
                    : roles.stream()
                            .filter(each -> each.role() == ChatRole.SUPPORT)
                            .map(ParticipantRole::userId)
                            .findFirst()
                            .orElse(createdBy);
        }

        /** A private chat, or a group whose later members see the messages from their joining on. */
        public ChatOpened(
                UUID chatId,
                long version,
                ChatType type,
                List<UUID> participants,
                @Nullable String name,
                UUID createdBy,
                Instant createdAt,
                @Nullable Subject subject,
                @Nullable List<ParticipantRole> roles) {
            this(chatId, version, type, participants, name, createdBy, createdAt, subject, roles, null);
        }

        /** A chat about nothing, or a group. */
        public ChatOpened(
                UUID chatId,
                long version,
                ChatType type,
                List<UUID> participants,
                @Nullable String name,
                UUID createdBy,
                Instant createdAt) {
            this(chatId, version, type, participants, name, createdBy, createdAt, null, null, null);
        }

        @Override
        public Instant occurredAt() {
            return createdAt;
        }
    }

    /**
     * A message was accepted into the chat. {@code seq} counts the chat's messages from 1 without gaps.
     *
     * @param masked true when the rules on content made words unreadable; else absent
     * @param warnings categories of which the sender is warned, such as {@code contact_details}; absent when there are
     *     none
     * @param offerId the offer that the message shows, for {@link OfferEvent.OfferMade}, which follows; absent for any
     *     other message
     * @param system true when a service account of the marketplace sent it, which is no participant; else absent
     * @param productPrice the price of the product {@code productId} when the message was sent; absent without a
     *     product, where the platform did not know it, and in events of versions before prices
     */
    @EventType("chat.message-sent.v1")
    record MessageSent(
            UUID chatId,
            long version,
            long seq,
            UUID id,
            UUID senderId,
            MessageType type,
            String content,
            @Nullable List<Attachment> attachments,
            @Nullable UUID productId,
            @Nullable UUID replyTo,
            @Nullable String clientMessageId,
            Instant createdAt,
            @Nullable Boolean masked,
            @Nullable List<String> warnings,
            @Nullable UUID offerId,
            @Nullable Boolean system,
            @Nullable Money productPrice)
            implements ChatEvent {

        /** A message without the price of a product. */
        public MessageSent(
                UUID chatId,
                long version,
                long seq,
                UUID id,
                UUID senderId,
                MessageType type,
                String content,
                @Nullable List<Attachment> attachments,
                @Nullable UUID productId,
                @Nullable UUID replyTo,
                @Nullable String clientMessageId,
                Instant createdAt,
                @Nullable Boolean masked,
                @Nullable List<String> warnings,
                @Nullable UUID offerId,
                @Nullable Boolean system) {
            this(
                    chatId,
                    version,
                    seq,
                    id,
                    senderId,
                    type,
                    content,
                    attachments,
                    productId,
                    replyTo,
                    clientMessageId,
                    createdAt,
                    masked,
                    warnings,
                    offerId,
                    system,
                    null);
        }

        /** A message of a participant. */
        public MessageSent(
                UUID chatId,
                long version,
                long seq,
                UUID id,
                UUID senderId,
                MessageType type,
                String content,
                @Nullable List<Attachment> attachments,
                @Nullable UUID productId,
                @Nullable UUID replyTo,
                @Nullable String clientMessageId,
                Instant createdAt,
                @Nullable Boolean masked,
                @Nullable List<String> warnings,
                @Nullable UUID offerId) {
            this(
                    chatId,
                    version,
                    seq,
                    id,
                    senderId,
                    type,
                    content,
                    attachments,
                    productId,
                    replyTo,
                    clientMessageId,
                    createdAt,
                    masked,
                    warnings,
                    offerId,
                    null);
        }

        /** A message that shows no offer. */
        public MessageSent(
                UUID chatId,
                long version,
                long seq,
                UUID id,
                UUID senderId,
                MessageType type,
                String content,
                @Nullable List<Attachment> attachments,
                @Nullable UUID productId,
                @Nullable UUID replyTo,
                @Nullable String clientMessageId,
                Instant createdAt,
                @Nullable Boolean masked,
                @Nullable List<String> warnings) {
            this(
                    chatId,
                    version,
                    seq,
                    id,
                    senderId,
                    type,
                    content,
                    attachments,
                    productId,
                    replyTo,
                    clientMessageId,
                    createdAt,
                    masked,
                    warnings,
                    null);
        }

        /** A message in which the rules on content found nothing. */
        public MessageSent(
                UUID chatId,
                long version,
                long seq,
                UUID id,
                UUID senderId,
                MessageType type,
                String content,
                @Nullable List<Attachment> attachments,
                @Nullable UUID productId,
                @Nullable UUID replyTo,
                @Nullable String clientMessageId,
                Instant createdAt) {
            this(
                    chatId,
                    version,
                    seq,
                    id,
                    senderId,
                    type,
                    content,
                    attachments,
                    productId,
                    replyTo,
                    clientMessageId,
                    createdAt,
                    null,
                    null,
                    null);
        }

        @Override
        public Instant occurredAt() {
            return createdAt;
        }
    }

    /**
     * The sender changed a message that no other participant had read; the rules on content apply as in
     * {@link MessageSent}.
     */
    @EventType("chat.message-edited.v1")
    record MessageEdited(
            UUID chatId,
            long version,
            long seq,
            UUID id,
            UUID senderId,
            String content,
            Instant editedAt,
            @Nullable Boolean masked,
            @Nullable List<String> warnings)
            implements ChatEvent {

        /** A change in which the rules on content found nothing. */
        public MessageEdited(
                UUID chatId, long version, long seq, UUID id, UUID senderId, String content, Instant editedAt) {
            this(chatId, version, seq, id, senderId, content, editedAt, null, null);
        }

        @Override
        public Instant occurredAt() {
            return editedAt;
        }
    }

    /** The sender deleted a message that no other participant had read; it keeps its {@code seq}. */
    @EventType("chat.message-deleted.v1")
    record MessageDeleted(UUID chatId, long version, long seq, UUID id, UUID senderId, Instant deletedAt)
            implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return deletedAt;
        }
    }

    /** A device of this participant has every message up to {@code upToSeq}, a watermark that only rises. */
    @EventType("chat.messages-delivered.v1")
    record MessagesDelivered(UUID chatId, long version, UUID userId, long upToSeq, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /** This participant has received and read every message up to {@code upToSeq}, a watermark that only rises. */
    @EventType("chat.messages-read.v1")
    record MessagesRead(UUID chatId, long version, UUID userId, long upToSeq, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * This participant of a private chat confirmed that the two agreed on a deal.
     *
     * @param agreed whether both participants have confirmed now
     */
    @EventType("chat.deal-confirmed.v1")
    record DealConfirmed(UUID chatId, long version, UUID userId, boolean agreed, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * This participant withdrew the confirmation of a deal: there is no deal, whatever the other participant confirmed.
     */
    @EventType("chat.deal-withdrawn.v1")
    record DealWithdrawn(UUID chatId, long version, UUID userId, Instant at) implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * This participant's list does not show the chat until the chat's next message; other participants are not
     * notified.
     */
    @EventType("chat.chat-hidden.v1")
    record ChatHidden(UUID chatId, long version, UUID userId, Instant at) implements ChatEvent {
        @Override
        public boolean counts() {
            return false;
        }

        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * Participants of a large group received or read messages. The receipts of about a second are one event, where
     * those of a private chat or a small group are a {@link MessagesDelivered} or {@link MessagesRead} each. The event
     * does not count as a change of the chat.
     *
     * @param receipts the watermarks of each participant for whom one rose, after it rose
     * @param authors the participants who sent messages that the receipts may be about
     */
    @EventType("chat.receipts-advanced.v1")
    record ReceiptsAdvanced(UUID chatId, long version, List<Receipt> receipts, List<UUID> authors, Instant at)
            implements ChatEvent {
        @Override
        public boolean counts() {
            return false;
        }

        @Override
        public Instant occurredAt() {
            return at;
        }
    }

    /**
     * This participant pinned, archived or labelled the chat, or took that back; other participants are not notified.
     * The event holds all three as they are now.
     *
     * @param labels distinct texts that this participant chose, in their order
     */
    @EventType("chat.chat-arranged.v1")
    record ChatArranged(
            UUID chatId, long version, UUID userId, boolean pinned, boolean archived, List<String> labels, Instant at)
            implements ChatEvent {
        @Override
        public Instant occurredAt() {
            return at;
        }

        @Override
        public boolean counts() {
            return false;
        }
    }
}
