package io.livemarket.gateway.testing;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;

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
import io.livemarket.events.chat.ChatEvent;
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
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.OfferCommand;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.chat.SafetyCommand;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import io.livemarket.events.chat.SystemCommand;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.testkit.running.TestProducer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

/**
 * Decides commands of chats like chat-service, as far as the gateway can observe, but in memory and without a
 * transaction. It records every command, so that a test can check which commands reached the log.
 */
public final class FakeDecider implements AutoCloseable {

    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<ChatResult> RESULTS = EventCodec.of(ChatResult.class);

    private final KafkaProducer<String, byte[]> producer;
    private static final long UNKNOWN = -1;
    private final TopicTail commands;
    private final FakeReadModel model;
    private final Map<UUID, Chat> chats = new ConcurrentHashMap<>();
    private final List<ChatCommand> heard = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;
    private volatile boolean namesNoFirstMessage;

    private static final class Chat {

        private final FakeOffers offers = new FakeOffers();
        private final UUID id;
        private final List<UUID> members;
        private final Map<UUID, MessageSent> messages = new HashMap<>();
        private final Map<String, MessageSent> byClientId = new HashMap<>();
        private final Map<UUID, Instant> deleted = new HashMap<>();
        private final Map<UUID, Long> read = new HashMap<>();
        private final Map<UUID, Long> delivered = new HashMap<>();
        private long version = 1;
        private long seq;

        Chat(UUID id, List<UUID> members) {
            this.id = id;
            this.members = members;
        }
    }

    public FakeDecider(KafkaClients clients, FakeReadModel model) {
        this.model = model;
        this.producer = TestProducer.create(clients.producer("fake-decider"));
        model.partitions(producer.partitionsFor(Topics.CHAT_EVENTS.name()).size());
        this.commands = TopicTail.fromEnd("fake-decider", clients, List.of(Topics.CHAT_COMMANDS), this::decide);
        try {
            if (!commands.awaitReady(java.time.Duration.ofSeconds(30))) {
                throw new IllegalStateException("no commands can be read");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The commands so far about a chat, in the order of the log. */
    public List<ChatCommand> heard(UUID chatId) {
        return heard.stream().filter(command -> command.chatId().equals(chatId)).toList();
    }

    /** Decides nothing from now on, or everything again. */
    public void deaf(boolean nowDeaf) {
        deaf = nowDeaf;
    }

    /** Answers a repeated send without the message that was sent first from now on, or with it again. */
    public void namesNoFirstMessage(boolean now) {
        namesNoFirstMessage = now;
    }

    /** Opens a chat of these people, as if over REST. */
    public UUID open(UUID creator, UUID... others) {
        List<UUID> members = new ArrayList<>(List.of(others));
        members.addFirst(creator);
        UUID chatId = members.size() == 2 ? Ids.privateChat(creator, others[0]) : Ids.next();
        ChatType type = members.size() == 2 ? ChatType.PRIVATE : ChatType.GROUP;
        ChatOpened opened = new ChatOpened(chatId, 1, type, members, null, creator, Instant.ofEpochMilli(0));
        chats.put(chatId, new Chat(chatId, members));
        write(opened, members, creator, null, null);
        return chatId;
    }

    /** Writes a message into a chat as if it had been sent elsewhere. */
    public MessageSent say(UUID chatId, UUID sender, String content) {
        Chat chat = chats.get(chatId);
        synchronized (chat) {
            MessageSent sent = sent(chat, sender, Ids.next(), content, null);
            write(sent, chat.members, sender, null, null);
            return sent;
        }
    }

    /** Takes a message back as if it had been done elsewhere. */
    public void delete(UUID chatId, MessageSent message) {
        Chat chat = chats.get(chatId);
        synchronized (chat) {
            write(
                    new MessageDeleted(
                            chat.id,
                            ++chat.version,
                            message.seq(),
                            message.id(),
                            message.senderId(),
                            Instant.ofEpochMilli(System.currentTimeMillis())),
                    chat.members,
                    message.senderId(),
                    null,
                    null);
        }
    }

    /** Confirms and withdraws a deal, as if over REST. */
    public void confirmAndWithdrawDeal(UUID chatId, UUID actor) {
        Chat chat = chats.get(chatId);
        synchronized (chat) {
            Instant at = Instant.ofEpochMilli(System.currentTimeMillis());
            write(new DealConfirmed(chat.id, ++chat.version, actor, false, at), chat.members, actor, null, null);
            write(new DealWithdrawn(chat.id, ++chat.version, actor, at), chat.members, actor, null, null);
        }
    }

    /** The time of an open offer is over: an event that no user caused. */
    public void expireOffer(UUID chatId, UUID offerId) {
        Chat chat = chats.get(chatId);
        synchronized (chat) {
            write(chat.offers.expired(offerId, ++chat.version), chat.members, null, null, null);
        }
    }

    /** A participant takes the chat off the list, as if over REST. */
    public void hide(UUID chatId, UUID actor) {
        Chat chat = chats.get(chatId);
        synchronized (chat) {
            write(
                    new ChatHidden(chat.id, chat.version, actor, Instant.ofEpochMilli(System.currentTimeMillis())),
                    List.of(actor),
                    actor,
                    null,
                    null);
        }
    }

    /** A participant pins and labels the chat, as if over REST. */
    public void arrange(UUID chatId, UUID actor) {
        Chat chat = chats.get(chatId);
        synchronized (chat) {
            Instant at = Instant.ofEpochMilli(System.currentTimeMillis());
            write(
                    new ChatArranged(chat.id, chat.version, actor, true, false, List.of("mesas"), at),
                    List.of(actor),
                    actor,
                    null,
                    null);
        }
    }

    /** Publishes a warning of a message to its recipients, as chat-service does. */
    public void warn(UUID chatId, UUID messageId, UUID sender) {
        Chat chat = chats.get(chatId);
        synchronized (chat) {
            Instant at = Instant.ofEpochMilli(System.currentTimeMillis());
            write(
                    new MessageWarned(chat.id, chat.version, 1, messageId, sender, List.of("payment_link"), at),
                    chat.members.stream()
                            .filter(member -> !member.equals(sender))
                            .toList(),
                    sender,
                    null,
                    null);
        }
    }

    private static MessageSent sent(Chat chat, UUID sender, UUID id, String content, String clientMessageId) {
        MessageSent sent = messageSent(chat.id, ++chat.version, ++chat.seq, id, sender)
                .content(content)
                .key(clientMessageId)
                .at(Instant.ofEpochMilli(System.currentTimeMillis()))
                .build();
        chat.messages.put(id, sent);
        return sent;
    }

    private void decide(ConsumerRecord<String, byte[]> record) {
        if (deaf) {
            return;
        }
        ChatCommand command = COMMANDS.read(record.headers(), record.value()).orElseThrow();
        heard.add(command);
        UUID commandId = Envelope.id(record.headers(), Envelope.ID);
        String origin = Envelope.text(record.headers(), Envelope.ORIGIN);
        Envelope.Reply reply = Envelope.Reply.valueOf(Envelope.text(record.headers(), Envelope.REPLY));
        Asked asked = new Asked(commandId, origin, reply, command);
        Chat chat = chats.get(command.chatId());
        if (chat == null && command instanceof SendMessage send && send.to() != null) {
            List<UUID> members = List.of(send.actorId(), send.to());
            chat = new Chat(send.chatId(), members);
            chats.put(send.chatId(), chat);
            write(
                    new ChatOpened(
                            send.chatId(), 1, ChatType.PRIVATE, members, null, send.actorId(), send.requestedAt()),
                    members,
                    send.actorId(),
                    null,
                    null);
        }
        if (chat == null) {
            refuse(asked, ErrorCode.CHAT_NOT_FOUND);
        } else if (!chat.members.contains(command.actorId())) {
            refuse(asked, ErrorCode.CHAT_NOT_FOUND);
        } else {
            synchronized (chat) {
                decide(asked, chat);
            }
        }
    }

    private record Asked(UUID commandId, String origin, Envelope.Reply reply, ChatCommand command) {}

    private void decide(Asked asked, Chat chat) {
        switch (asked.command()) {
            case SendMessage c -> send(asked, chat, c);
            case EditMessage c ->
                change(
                        asked,
                        chat,
                        c.messageId(),
                        message -> new MessageEdited(
                                chat.id,
                                ++chat.version,
                                message.seq(),
                                message.id(),
                                message.senderId(),
                                c.content(),
                                c.requestedAt()));
            case DeleteMessage c ->
                change(
                        asked,
                        chat,
                        c.messageId(),
                        message -> new MessageDeleted(
                                chat.id,
                                ++chat.version,
                                message.seq(),
                                message.id(),
                                message.senderId(),
                                c.requestedAt()));
            case MarkDelivered c ->
                mark(
                        asked,
                        chat,
                        chat.delivered,
                        upTo(chat, c.upToSeq(), c.messageId()),
                        upTo -> new MessagesDelivered(chat.id, ++chat.version, c.actorId(), upTo, c.requestedAt()));
            case MarkRead c ->
                mark(
                        asked,
                        chat,
                        chat.read,
                        upTo(chat, c.upToSeq(), c.messageId()),
                        upTo -> new MessagesRead(chat.id, ++chat.version, c.actorId(), upTo, c.requestedAt()));
            case HideChat c ->
                happened(asked, chat, new ChatHidden(chat.id, chat.version, c.actorId(), c.requestedAt()));
            case ConfirmDeal c ->
                happened(asked, chat, new DealConfirmed(chat.id, ++chat.version, c.actorId(), false, c.requestedAt()));
            case WithdrawDeal c ->
                happened(asked, chat, new DealWithdrawn(chat.id, ++chat.version, c.actorId(), c.requestedAt()));
            case OpenChat _ -> unchanged(asked, chat, null);
            case ArrangeChat c ->
                happened(
                        asked,
                        chat,
                        new ChatArranged(
                                chat.id,
                                chat.version,
                                c.actorId(),
                                Boolean.TRUE.equals(c.pinned()),
                                Boolean.TRUE.equals(c.archived()),
                                c.labels() == null ? List.of() : c.labels(),
                                c.requestedAt()));
            case OfferCommand c -> offer(asked, chat, c);
            case SystemCommand _, SafetyCommand _ -> throw new IllegalStateException("No client of a gateway sends it");
        }
    }

    private void offer(Asked asked, Chat chat, OfferCommand command) {
        if (!chat.offers.isOpen(command)) {
            refuse(asked, ErrorCode.OFFER_CLOSED);
            return;
        }
        OfferTerms terms = switch (command) {
            case MakeOffer c -> c.terms();
            case CounterOffer c -> c.terms();
            default -> null;
        };
        if (terms == null) {
            happened(asked, chat, chat.offers.closed(command, ++chat.version));
            return;
        }
        MessageSent shown = sent(chat, command.actorId(), terms.messageId(), "Offer", terms.clientMessageId());
        write(shown, chat.members, command.actorId(), null, null);
        UUID other = chat.members.stream()
                .filter(member -> !member.equals(command.actorId()))
                .findFirst()
                .orElseThrow();
        happened(asked, chat, chat.offers.made(command, shown, other));
        chat.version++;
    }

    private void send(Asked asked, Chat chat, SendMessage send) {
        if (send.content() == null || send.content().isBlank()) {
            refuse(asked, ErrorCode.CONTENT_EMPTY);
        } else if (send.content().codePointCount(0, send.content().length()) > 8_000) {
            refuse(asked, ErrorCode.CONTENT_TOO_LONG);
        } else {
            MessageSent first = send.clientMessageId() == null ? null : chat.byClientId.get(send.clientMessageId());
            if (first != null) {
                unchanged(asked, chat, namesNoFirstMessage ? null : first);
                return;
            }
            MessageSent sent = sent(chat, send.actorId(), send.messageId(), send.content(), send.clientMessageId());
            if (send.clientMessageId() != null) {
                chat.byClientId.put(send.clientMessageId(), sent);
            }
            happened(asked, chat, sent);
        }
    }

    private void change(
            Asked asked, Chat chat, UUID messageId, java.util.function.Function<MessageSent, ChatEvent> change) {
        MessageSent message = chat.messages.get(messageId);
        if (message == null) {
            refuse(asked, ErrorCode.MESSAGE_NOT_FOUND);
        } else if (!message.senderId().equals(asked.command().actorId())) {
            refuse(asked, ErrorCode.NOT_THE_SENDER);
        } else if (chat.read.entrySet().stream()
                .anyMatch(
                        reader -> !reader.getKey().equals(message.senderId()) && reader.getValue() >= message.seq())) {
            refuse(asked, ErrorCode.ALREADY_READ);
        } else if (asked.command() instanceof DeleteMessage && chat.deleted.containsKey(messageId)) {
            answer(
                    asked,
                    new CommandAccepted(
                            asked.commandId(),
                            chat.id,
                            chat.version,
                            true,
                            null,
                            message.seq(),
                            chat.deleted.get(messageId)));
        } else {
            ChatEvent event = change.apply(message);
            if (event instanceof MessageDeleted deleted) {
                chat.deleted.put(messageId, deleted.deletedAt());
            }
            happened(asked, chat, event);
        }
    }

    private static long upTo(Chat chat, Long upToSeq, UUID messageId) {
        MessageSent message = messageId == null ? null : chat.messages.get(messageId);
        return upToSeq != null ? upToSeq : message == null ? UNKNOWN : message.seq();
    }

    private void mark(
            Asked asked,
            Chat chat,
            Map<UUID, Long> marks,
            long upTo,
            java.util.function.LongFunction<ChatEvent> event) {
        UUID actor = asked.command().actorId();
        if (upTo == UNKNOWN) {
            refuse(asked, ErrorCode.MESSAGE_NOT_FOUND);
        } else if (upTo < 1 || upTo > chat.seq) {
            refuse(asked, ErrorCode.INVALID_REQUEST);
        } else if (marks.getOrDefault(actor, 0L) >= upTo) {
            unchanged(asked, chat, null);
        } else {
            marks.put(actor, upTo);
            happened(asked, chat, event.apply(upTo));
        }
    }

    private void happened(Asked asked, Chat chat, ChatEvent event) {
        List<UUID> audience = switch (event) {
            case ChatHidden hidden -> List.of(hidden.userId());
            case ChatArranged arranged -> List.of(arranged.userId());
            default -> chat.members;
        };
        write(event, audience, asked.command().actorId(), asked.commandId(), asked.origin());
    }

    private void unchanged(Asked asked, Chat chat, MessageSent message) {
        if (asked.reply() != Envelope.Reply.NONE) {
            answer(asked, new CommandAccepted(asked.commandId(), chat.id, chat.version, true, message));
        }
    }

    private void refuse(Asked asked, ErrorCode code) {
        if (asked.reply() != Envelope.Reply.NONE) {
            answer(asked, new CommandRefused(asked.commandId(), asked.command().chatId(), code));
        }
    }

    private void write(ChatEvent event, List<UUID> audience, UUID actor, UUID commandId, String origin) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.CHAT_EVENTS.name(), event.chatId().toString(), EVENTS.write(event));
        Headers headers = Envelope.describe(
                record.headers(),
                UUID.randomUUID().toString(),
                EVENTS.types().nameOf(event),
                "/fake-decider",
                event.occurredAt(),
                event.chatId());
        Envelope.audience(headers, audience);
        Envelope.put(headers, Envelope.ACTOR, actor == null ? null : actor.toString());
        Envelope.put(headers, Envelope.COMMAND, commandId == null ? null : commandId.toString());
        Envelope.put(headers, Envelope.ORIGIN, origin);
        synchronized (this) {
            RecordMetadata place = written(record);
            model.written(event, place.partition(), place.offset());
        }
    }

    private void answer(Asked asked, ChatResult result) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.CHAT_RESULTS.name(), asked.origin(), RESULTS.write(result));
        Envelope.describe(
                record.headers(),
                UUID.randomUUID().toString(),
                RESULTS.types().nameOf(result),
                "/fake-decider",
                asked.command().requestedAt(),
                asked.command().chatId());
        written(record);
    }

    private RecordMetadata written(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        commands.close();
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
