package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.RecipientWarning;
import io.livemarket.events.chat.SafetyCommand.WarnMessage;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.moderation.content.MassMessages;
import io.livemarket.moderation.content.MassMessages.Counted;
import io.livemarket.moderation.content.MassMessages.Sent;
import io.livemarket.rules.contact.TextSketch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the unasked messages of the senders of one partition, and orders chat-service to warn the recipients of a text
 * that goes to many. Each message is counted once, in the transaction that moves the feed on. The journal has the
 * messages of a sender for one hour at a time under a key of their own; keys of earlier times are deleted as new ones
 * come.
 */
final class UnaskedMessages {

    private static final Logger log = LoggerFactory.getLogger(UnaskedMessages.class);
    private static final String SOURCE = "/moderation-service";
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);
    /** The most keys of earlier times that one message deletes. */
    private static final int SWEPT = 4;

    private final MassMessages rule;
    private final Entries<Batch> sent;

    /** The messages of one sender in one span of time. */
    record Batch(List<Sent> messages) {}

    UnaskedMessages(PartitionState state, MassMessages rule) {
        this.rule = rule;
        this.sent = state.journaled("unasked:", ValueCodec.json(Batch.class), 0);
    }

    /** The sender of an unasked message; empty for most events. */
    static Optional<String> sender(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader(Envelope.UNASKED) == null
                ? Optional.empty()
                : Optional.ofNullable(Envelope.text(record.headers(), Envelope.ACTOR));
    }

    /** Counts a record of the feed, if it is an unasked message. */
    void count(ConsumerRecord<String, byte[]> record, Outputs outputs) {
        if (record.headers().lastHeader(Envelope.UNASKED) == null) {
            return;
        }
        try {
            EVENTS.read(record.headers(), record.value()).ifPresent(event -> {
                if (event instanceof MessageSent message) {
                    count(message, outputs);
                }
            });
        } catch (UnreadableRecordException e) {
            log.error(
                    "Unreadable message skipped, it is not counted: record={}-{}@{}",
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }

    private void count(MessageSent message, Outputs outputs) {
        byte[] sketch = TextSketch.of(message.content());
        if (sketch.length == 0) {
            return;
        }
        long span = spanOf(message.createdAt());
        List<Sent> before = new ArrayList<>(batch(span - 1, message.senderId()));
        before.addAll(batch(span, message.senderId()));
        Counted counted =
                rule.count(before, new Sent(message.chatId(), message.id(), sketch, message.createdAt(), false));
        keep(span - 1, message.senderId(), counted.kept());
        keep(span, message.senderId(), counted.kept());
        counted.toWarn().forEach(each -> warn(each, message.senderId(), message.createdAt(), outputs));
        sweep(span);
    }

    private List<Sent> batch(long span, UUID sender) {
        return sent.get(key(span, sender)).map(Batch::messages).orElse(List.of());
    }

    private void keep(long span, UUID sender, List<Sent> all) {
        List<Sent> own = all.stream().filter(each -> spanOf(each.at()) == span).toList();
        String key = key(span, sender);
        Optional<Batch> before = sent.get(key);
        if (own.isEmpty()) {
            before.ifPresent(_ -> sent.delete(key));
        } else {
            sent.put(key, new Batch(own));
        }
    }

    /** Deletes keys of times before the last span: at most {@value #SWEPT}, which is more than one message adds. */
    private void sweep(long span) {
        String first = "%012d".formatted(span - 1);
        sent.committedKeys("", SWEPT).stream()
                .filter(key -> key.compareTo(first) < 0)
                .forEach(sent::delete);
    }

    private long spanOf(Instant at) {
        Duration span = rule.within();
        return at.toEpochMilli() / span.toMillis();
    }

    private static String key(long span, UUID sender) {
        return "%012d/%s".formatted(span, sender);
    }

    private static void warn(Sent message, UUID sender, Instant at, Outputs outputs) {
        WarnMessage command = new WarnMessage(
                message.chatId(), sender, message.messageId(), RecipientWarning.MASS_MESSAGE.code(), at);
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.named(message.messageId(), command.code()).toString(),
                COMMANDS.types().nameOf(command),
                SOURCE,
                at,
                message.chatId());
        Envelope.put(headers, Envelope.REPLY, Envelope.Reply.NONE.name());
        outputs.commit(new ProducerRecord<>(
                Topics.CHAT_COMMANDS.name(),
                null,
                at.toEpochMilli(),
                message.chatId().toString(),
                COMMANDS.write(command),
                headers));
    }
}
