package io.livemarket.notification.kafka;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.chat.Receipt;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.notification.domain.Fact;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes facts from chat events, one for each user whom an event concerns. Of a message it reads chat, {@code seq},
 * version and sender, never the content.
 */
final class ChatFacts {

    private static final EventTypes<ChatEvent> TYPES = EventTypes.of(ChatEvent.class);
    private static final String OPENED = TYPES.nameOf(ChatOpened.class);
    private static final String SENT = TYPES.nameOf(MessageSent.class);
    private static final String DELETED = TYPES.nameOf(MessageDeleted.class);
    private static final String DELIVERED = TYPES.nameOf(MessagesDelivered.class);
    private static final String HIDDEN = TYPES.nameOf(ChatHidden.class);
    private static final String READ = TYPES.nameOf(MessagesRead.class);
    private static final String RECEIPTS = TYPES.nameOf(ReceiptsAdvanced.class);
    private static final String INVITED = TYPES.nameOf(MembersInvited.class);
    private static final String RENAMED = TYPES.nameOf(ChatRenamed.class);
    /** The events after which one user is no longer in a group, or no longer invited. */
    private static final Set<String> GONE = Set.of(
            TYPES.nameOf(MemberLeft.class), TYPES.nameOf(MemberRemoved.class), TYPES.nameOf(InvitationDeclined.class));

    /**
     * A fact about a chat.
     *
     * @param version the chat's version; a user's inbox has applied all facts up to its own version
     */
    record Versioned(Fact fact, long version) {}

    private record OfOne(UUID userId) {}

    private record OfMany(List<UUID> participants) {}

    private record Gone(UUID chatId, long version, Instant at) {}

    private ChatFacts() {}

    /** Whether the event is a receipt that matters to pushes alone. */
    static boolean isDelivery(ConsumerRecord<String, byte[]> record) {
        return DELIVERED.equals(Envelope.text(record.headers(), Envelope.TYPE));
    }

    /**
     * The users whom the event concerns; empty for most types of events.
     *
     * @throws RuntimeException when the event cannot be read
     */
    static List<UUID> concerned(ConsumerRecord<String, byte[]> record) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (SENT.equals(type) || DELETED.equals(type)) {
            return recipients(record);
        }
        if (READ.equals(type) || DELIVERED.equals(type) || HIDDEN.equals(type) || isGone(type)) {
            return List.of(required(Json.read(record.value(), OfOne.class).userId()));
        }
        if (RECEIPTS.equals(type)) {
            return required(Json.read(record.value(), ReceiptsAdvanced.class).receipts()).stream()
                    .map(Receipt::userId)
                    .toList();
        }
        if (INVITED.equals(type)) {
            return required(Json.read(record.value(), MembersInvited.class).userIds());
        }
        if (RENAMED.equals(type)) {
            return Envelope.audience(record.headers());
        }
        return OPENED.equals(type)
                ? required(Json.read(record.value(), OfMany.class).participants())
                : List.of();
    }

    private static boolean isGone(@Nullable String type) {
        return type != null && GONE.contains(type);
    }

    private static List<UUID> recipients(ConsumerRecord<String, byte[]> record) {
        List<UUID> audience = Envelope.audience(record.headers());
        if (audience.isEmpty()) {
            throw new UnreadableRecordException("a message for no user", null);
        }
        UUID sender = Envelope.id(record.headers(), Envelope.ACTOR);
        UUID broughtBack = Envelope.id(record.headers(), Envelope.BROUGHT_BACK);
        return sender == null || sender.equals(broughtBack)
                ? audience
                : audience.stream().filter(user -> !user.equals(sender)).toList();
    }

    /**
     * The facts of an event for some of the users whom it concerns, in the order of the users. The sender of a message
     * is among them only when the message brings back a chat that the sender had hidden.
     *
     * @throws RuntimeException when the event cannot be read
     */
    static List<Versioned> of(ConsumerRecord<String, byte[]> record, List<UUID> users) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (SENT.equals(type)) {
            SentMessage sent = SentMessage.read(record.value());
            return users.stream().map(user -> sent(sent, user)).toList();
        }
        if (READ.equals(type)) {
            MessagesRead e = Json.read(record.value(), MessagesRead.class);
            return List.of(new Versioned(new Fact.Read(required(e.chatId()), e.upToSeq(), e.at()), e.version()));
        }
        if (DELETED.equals(type)) {
            MessageDeleted e = Json.read(record.value(), MessageDeleted.class);
            Versioned deleted = new Versioned(new Fact.Deleted(required(e.chatId()), e.seq()), e.version());
            return Collections.nCopies(users.size(), deleted);
        }
        if (DELIVERED.equals(type)) {
            MessagesDelivered e = Json.read(record.value(), MessagesDelivered.class);
            return List.of(new Versioned(new Fact.Delivered(required(e.chatId()), e.upToSeq()), e.version()));
        }
        if (HIDDEN.equals(type)) {
            ChatHidden e = Json.read(record.value(), ChatHidden.class);
            // Hiding is no change of the chat (decision 004): the event has the version of the change before it.
            return List.of(new Versioned(new Fact.Hidden(required(e.chatId()), e.at()), e.version()));
        }
        if (RECEIPTS.equals(type)) {
            ReceiptsAdvanced e = Json.read(record.value(), ReceiptsAdvanced.class);
            return users.stream().map(user -> receipt(e, user)).toList();
        }
        if (isGone(type)) {
            Gone e = Json.read(record.value(), Gone.class);
            return List.of(new Versioned(new Fact.Left(required(e.chatId()), e.at()), e.version()));
        }
        if (INVITED.equals(type)) {
            MembersInvited e = Json.read(record.value(), MembersInvited.class);
            Versioned invited =
                    new Versioned(new Fact.Joined(required(e.chatId()), e.invitedBy(), e.at(), e.name()), e.version());
            return Collections.nCopies(users.size(), invited);
        }
        if (RENAMED.equals(type)) {
            ChatRenamed e = Json.read(record.value(), ChatRenamed.class);
            Versioned renamed = new Versioned(new Fact.Renamed(required(e.chatId()), e.name()), e.version());
            return Collections.nCopies(users.size(), renamed);
        }
        ChatOpened opened = Json.read(record.value(), ChatOpened.class);
        return users.stream().map(user -> opened(opened, user)).toList();
    }

    /**
     * A receipt of a large group, which does not change the chat and has no version of its own: watermarks only rise,
     * so that it may be applied twice.
     */
    private static Versioned receipt(ReceiptsAdvanced e, UUID user) {
        Receipt receipt = e.receipts().stream()
                .filter(each -> user.equals(each.userId()))
                .findFirst()
                .orElseThrow();
        return new Versioned(
                new Fact.Receipt(required(e.chatId()), receipt.deliveredUpTo(), receipt.readUpTo(), e.at()), 0);
    }

    private static Versioned sent(SentMessage sent, UUID user) {
        if (user.equals(sent.senderId())) {
            return new Versioned(new Fact.BroughtBack(sent.chatId()), sent.version());
        }
        boolean first = sent.seq() == 1 && sent.chatId().equals(Ids.privateChat(user, sent.senderId()));
        return new Versioned(new Fact.Message(sent.chatId(), sent.seq(), sent.senderId(), first), sent.version());
    }

    private static Versioned opened(ChatOpened e, UUID user) {
        boolean invited = e.type() == ChatType.GROUP && !user.equals(e.createdBy());
        return new Versioned(
                new Fact.Joined(required(e.chatId()), invited ? e.createdBy() : null, e.createdAt(), e.name()),
                e.version());
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new UnreadableRecordException("a chat event without a field that all of its type have", null);
        }
        return value;
    }
}
