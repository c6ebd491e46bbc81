package io.livemarket.ledger.verify;

import static io.livemarket.ledger.verify.Violation.Kind.DOUBLED;
import static io.livemarket.ledger.verify.Violation.Kind.LOG_OUT_OF_ORDER;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.ledger.model.LogRecord;
import io.livemarket.ledger.model.Observations;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Checks the log by itself: no event or message twice, and every chat's {@code seq} and {@code version} without gaps.
 */
final class LogCheck {

    private final Observations seen;
    private final BiConsumer<Violation.Kind, String> report;
    private final Map<Object, LogRecord> first = new HashMap<>();
    private final Map<UUID, Long> seqs = new HashMap<>();
    private final Map<UUID, Long> versions = new HashMap<>();

    private record EventId(String id) {}

    private record MessageId(UUID id) {}

    private record IdempotencyKey(UUID sender, UUID chat, String key) {}

    private record Content(String content) {}

    LogCheck(Observations seen, BiConsumer<Violation.Kind, String> report) {
        this.seen = seen;
        this.report = report;
    }

    void check() {
        seen.log().forEach(this::check);
    }

    private void check(LogRecord record) {
        once("event", new EventId(record.eventId()), record);
        ChatEvent event = record.event();
        if (event instanceof MessageSent sent) {
            once("message " + sent.id(), new MessageId(sent.id()), record);
            once("content of message " + sent.id(), new Content(sent.content()), record);
            if (sent.clientMessageId() != null) {
                once(
                        "clientMessageId of message " + sent.id(),
                        new IdempotencyKey(sent.senderId(), sent.chatId(), sent.clientMessageId()),
                        record);
            }
            next("seq", seqs, sent.seq(), record);
        }
        if (event instanceof ChatEvent.MessageEdited edit) {
            once("an edit of message " + edit.id(), new Content(edit.content()), record);
        }
        if (event.counts()) {
            next("version", versions, event.version(), record);
        }
    }

    private void once(String what, Object key, LogRecord record) {
        LogRecord before = first.putIfAbsent(key, record);
        if (before != null) {
            report.accept(
                    DOUBLED, "%s is at %s and at %s of chat.events".formatted(what, before.place(), record.place()));
        }
    }

    private void next(String what, Map<UUID, Long> counters, long value, LogRecord record) {
        long expected = counters.getOrDefault(record.event().chatId(), 0L) + 1;
        if (value != expected) {
            report.accept(
                    LOG_OUT_OF_ORDER,
                    "chat %s has %s %d at %s where %d was due"
                            .formatted(record.event().chatId(), what, value, record.place(), expected));
        }
        counters.put(record.event().chatId(), value);
    }
}
