package io.livemarket.moderation.evidence;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads chat events as evidence. An unreadable event proves nothing, and is skipped. */
final class ChatEvents {

    private static final Logger log = LoggerFactory.getLogger(ChatEvents.class);
    private static final EventCodec<ChatEvent> CODEC = EventCodec.of(ChatEvent.class);

    private ChatEvents() {}

    static Optional<ChatEvent> read(ConsumerRecord<String, byte[]> record) {
        try {
            return CODEC.read(record.headers(), record.value());
        } catch (UnreadableRecordException e) {
            log.warn(
                    "Unreadable chat event skipped in a search for evidence: record={}-{}@{}, reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
