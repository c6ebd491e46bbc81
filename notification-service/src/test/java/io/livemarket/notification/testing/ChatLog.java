package io.livemarket.notification.testing;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One chat as chat-service writes it, with the envelope that chat-service gives. */
public final class ChatLog {

    /** Of every group. */
    public static final String GROUP_NAME = "Grupo";

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    private final Consumer<ProducerRecord<String, byte[]>> log;
    private final UUID chatId;
    private final List<UUID> members;
    private long version;
    private long seq;
    private List<UUID> withheld = List.of();
    private UUID broughtBackFor;

    private ChatLog(Consumer<ProducerRecord<String, byte[]>> log, UUID chatId, List<UUID> members) {
        this.log = log;
        this.chatId = chatId;
        this.members = members;
    }

    /** Opens the private chat of two. */
    public static ChatLog between(Consumer<ProducerRecord<String, byte[]>> log, UUID creator, UUID other) {
        ChatLog chat = new ChatLog(log, Ids.privateChat(creator, other), List.of(creator, other));
        chat.write(new ChatOpened(chat.chatId, ++chat.version, ChatType.PRIVATE, chat.members, null, creator, now()));
        return chat;
    }

    /** Opens a group. */
    public static ChatLog group(Consumer<ProducerRecord<String, byte[]>> log, UUID creator, UUID... others) {
        List<UUID> members = new ArrayList<>(List.of(others));
        members.addFirst(creator);
        ChatLog chat = new ChatLog(log, Ids.next(), members);
        chat.write(new ChatOpened(chat.chatId, ++chat.version, ChatType.GROUP, members, GROUP_NAME, creator, now()));
        return chat;
    }

    /** A chat that was written before, as far as that. */
    public static ChatLog existing(
            Consumer<ProducerRecord<String, byte[]>> log, UUID chatId, long version, long seq, UUID... members) {
        ChatLog chat = new ChatLog(log, chatId, List.of(members));
        chat.version = version;
        chat.seq = seq;
        return chat;
    }

    public UUID id() {
        return chatId;
    }

    public long seq() {
        return seq;
    }

    public MessageSent say(UUID sender, String content) {
        MessageSent sent = messageSent(chatId, ++version, ++seq, Ids.next(), sender)
                .content(content)
                .at(now())
                .build();
        write(sent);
        return sent;
    }

    /** A message that is withheld from one participant, who blocks the sender. */
    public MessageSent sayWithheld(UUID sender, UUID from, String content) {
        withheld = List.of(from);
        MessageSent sent = say(sender, content);
        withheld = List.of();
        return sent;
    }

    /** A message into a chat that its sender had hidden. */
    public void bringBack(UUID sender, String content) {
        broughtBackFor = sender;
        say(sender, content);
        broughtBackFor = null;
    }

    public void delivered(UUID user, long upToSeq) {
        write(new MessagesDelivered(chatId, ++version, user, upToSeq, now()));
    }

    public void read(UUID user, long upToSeq) {
        write(new MessagesRead(chatId, ++version, user, upToSeq, now()));
    }

    public void delete(MessageSent sent) {
        write(new MessageDeleted(chatId, ++version, sent.seq(), sent.id(), sent.senderId(), now()));
    }

    public void hide(UUID user) {
        write(new ChatHidden(chatId, version, user, now()));
    }

    /** Writes an event once more, as it was. */
    public void write(ChatEvent event) {
        log.accept(record(event));
    }

    private ProducerRecord<String, byte[]> record(ChatEvent event) {
        RecordHeaders headers = new RecordHeaders();
        Envelope.describe(
                headers,
                UUID.randomUUID().toString(),
                EVENTS.types().nameOf(event),
                "/chat-service",
                event.occurredAt(),
                event.chatId());
        Envelope.audience(
                headers,
                event instanceof ChatHidden hidden
                        ? List.of(hidden.userId())
                        : members.stream()
                                .filter(member -> !withheld.contains(member))
                                .toList());
        Envelope.withheld(headers, withheld);
        if (broughtBackFor != null) {
            Envelope.put(headers, Envelope.ACTOR, broughtBackFor.toString());
            Envelope.put(headers, Envelope.BROUGHT_BACK, broughtBackFor.toString());
        }
        return new ProducerRecord<>(
                Topics.CHAT_EVENTS.name(), null, event.chatId().toString(), EVENTS.write(event), headers);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
