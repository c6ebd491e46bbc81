package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.engine.HeapStore;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides a message between two invented users, and its receipts, on a state in memory. The JVM links pattern switches,
 * lambdas and codecs at their first use, which would delay the first message after a start by tens of milliseconds.
 * None of the events is published.
 */
final class ChatWarmUp {

    private static final Logger log = LoggerFactory.getLogger(ChatWarmUp.class);
    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);
    private static final ReferenceData EVERY_USER = new ReferenceData() {

        @Override
        public boolean userExists(UUID userId) {
            return true;
        }

        @Override
        public boolean userDeleted(UUID userId) {
            return false;
        }

        @Override
        public boolean isNewAccount(UUID userId, Instant at) {
            return false;
        }

        @Override
        public FirstContacts firstContacts() {
            return new FirstContacts(0);
        }

        @Override
        public Optional<SentFile> file(UUID fileId) {
            return Optional.empty();
        }

        @Override
        public Optional<ListedProduct> product(UUID productId) {
            return Optional.empty();
        }

        @Override
        public BooleanSupplier catchUpCheck() {
            return () -> true;
        }
    };

    /**
     * A text whose number and file name make the detectors of contact details load their numbering plans and their list
     * of public suffixes.
     */
    private static final String TEXT = "Is the bicycle 5512345678 of manual.pdf still for sale?";

    private ChatWarmUp() {}

    /** Starts the warm-up in a thread of its own; a failure is logged and does not stop the start. */
    static void start(Screener screener) {
        Thread.ofPlatform().daemon().name("chat-warm-up").start(() -> {
            try {
                play(screener);
            } catch (RuntimeException e) {
                log.warn("Warm-up of the chat decider failed; the first message takes longer", e);
            }
        });
    }

    /**
     * Decides the invented commands.
     *
     * @return the records that the decisions lead to, in order
     */
    static List<ProducerRecord<String, byte[]>> play(Screener screener) {
        ChatPartition partition = new ChatPartition(
                0,
                new PartitionState(new HeapStore()),
                EVERY_USER,
                ContentChecks.of(screener),
                FormerState.NONE,
                new ChatPartition.Timing(Duration.ofDays(1), Duration.ZERO));
        UUID sender = Ids.next();
        UUID recipient = Ids.next();
        UUID chat = Ids.privateChat(sender, recipient);
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
        for (ChatCommand command : List.of(
                new SendMessage(
                        chat, sender, recipient, Ids.next(), MessageType.TEXT, TEXT, null, null, null, "warm-up", now),
                new MarkDelivered(chat, recipient, 1L, null, now),
                new MarkRead(chat, recipient, 1L, null, now))) {
            Outputs outputs = new Outputs(Topics.CHAT_EVENTS, ChatTopics.DEAD_LETTERS, 0, "warm-up");
            partition.decide(record(command), outputs, now.toEpochMilli());
            events.addAll(outputs.committed());
        }
        return events;
    }

    private static ConsumerRecord<String, byte[]> record(ChatCommand command) {
        Headers headers = new RecordHeaders();
        Envelope.command(headers, Ids.next(), COMMANDS.types().nameOf(command), "warm-up", Reply.ALWAYS);
        return new ConsumerRecord<>(
                Topics.CHAT_COMMANDS.name(),
                0,
                0,
                command.requestedAt().toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                command.chatId().toString(),
                COMMANDS.write(command),
                headers,
                Optional.empty());
    }
}
