package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.engine.Feed;
import io.livemarket.moderation.domain.ModerationCommand.FlagMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Selects flagged messages from the chat events, by a header, without parsing the other events, and makes a command to
 * flag each with its sender.
 */
final class FlaggedMessages {

    private static final Logger log = LoggerFactory.getLogger(FlaggedMessages.class);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    private record Hit(String category, int severity) {}

    private record Note(List<Hit> hits) {}

    /** @param commandId made from the event's id: an event that is consumed again makes an equal command */
    record Flag(UUID commandId, FlagMessage command) {}

    private FlaggedMessages() {}

    /** The feed of chat events, of which flagged ones concern their senders. */
    static Feed feed() {
        return new Feed(
                List.of(Topics.CHAT_EVENTS),
                record -> of(record)
                        .map(flag -> List.of(flag.command().userId().toString()))
                        .orElse(List.of()));
    }

    /** The flag of a chat event; empty for most events. */
    static Optional<Flag> of(ConsumerRecord<String, byte[]> record) {
        String note = Envelope.text(record.headers(), Envelope.MODERATION);
        if (note == null) {
            return Optional.empty();
        }
        try {
            Note found = Json.MAPPER.readValue(note, Note.class);
            return EVENTS.read(record.headers(), record.value()).flatMap(event -> flag(record, event, found.hits()));
        } catch (UnreadableRecordException | JacksonException e) {
            log.error(
                    "Unreadable flagged event skipped, its message is not flagged: record={}-{}@{}, reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Optional<Flag> flag(ConsumerRecord<String, byte[]> record, ChatEvent event, List<Hit> hits) {
        return switch (event) {
            case MessageSent e ->
                flag(record, hits, e.senderId(), e.chatId(), e.id(), e.content(), e.createdAt(), e.attachments());
            case MessageEdited e ->
                flag(record, hits, e.senderId(), e.chatId(), e.id(), e.content(), e.editedAt(), null);
            // A group's name is flagged under the id of the chat.
            case ChatOpened e
            when e.name() != null ->
                flag(record, hits, e.createdBy(), e.chatId(), e.chatId(), e.name(), e.createdAt(), null);
            case ChatRenamed e -> flag(record, hits, e.userId(), e.chatId(), e.chatId(), e.name(), e.at(), null);
            default -> Optional.empty();
        };
    }

    private static Optional<Flag> flag(
            ConsumerRecord<String, byte[]> record,
            List<Hit> hits,
            UUID sender,
            UUID chat,
            UUID message,
            String content,
            Instant at,
            @Nullable List<Attachment> attachments) {
        List<String> categories = hits.stream().map(Hit::category).distinct().toList();
        int severity = hits.stream().mapToInt(Hit::severity).max().orElse(1);
        return Optional.of(new Flag(
                Ids.named(message, String.valueOf(Envelope.text(record.headers(), Envelope.ID))),
                new FlagMessage(sender, chat, message, content, categories, severity, at, attachments)));
    }
}
