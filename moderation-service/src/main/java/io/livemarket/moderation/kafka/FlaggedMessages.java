package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.FlagMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Picks the messages out of the chat events in which the rules on content found something, by a header, without reading the
 * others, and has each noted with its sender.
 */
final class FlaggedMessages extends ContextualProcessor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(FlaggedMessages.class);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<ModerationCommand> COMMANDS = EventCodec.of(ModerationCommand.class);

    private record Hit(String category, int severity) {}

    private record Note(List<Hit> hits) {}

    @Override
    public void process(Record<String, byte[]> record) {
        String note = Envelope.text(record.headers(), Envelope.MODERATION);
        if (note == null) {
            return;
        }
        try {
            Note found = Json.MAPPER.readValue(note, Note.class);
            EVENTS.read(record.headers(), record.value()).ifPresent(event -> flag(record, event, found.hits()));
        } catch (UnreadableRecordException | JacksonException e) {
            log.error("A flagged message can't be read and is passed over: {}", e.getClass().getSimpleName());
        }
    }

    private void flag(Record<String, byte[]> record, ChatEvent event, List<Hit> hits) {
        switch (event) {
            case MessageSent e -> ask(record, hits, e.senderId(), e.chatId(), e.id(), e.content(), e.createdAt());
            case MessageEdited e -> ask(record, hits, e.senderId(), e.chatId(), e.id(), e.content(), e.editedAt());
            // A group's name, which is flagged by the id of the chat.
            case ChatOpened e when e.name() != null ->
                    ask(record, hits, e.createdBy(), e.chatId(), e.chatId(), e.name(), e.createdAt());
            default -> { }
        }
    }

    /** The command's id is made from the event's: reading it again asks for the same. */
    private void ask(Record<String, byte[]> record, List<Hit> hits, UUID sender, UUID chat, UUID message, String content,
            Instant at) {
        List<String> categories = hits.stream().map(Hit::category).distinct().toList();
        int severity = hits.stream().mapToInt(Hit::severity).max().orElse(1);
        FlagMessage command = new FlagMessage(sender, chat, message, content, categories, severity, at);
        UUID commandId = Ids.named(message, String.valueOf(Envelope.text(record.headers(), Envelope.ID)));
        Headers headers = Envelope.describe(new RecordHeaders(), commandId.toString(), COMMANDS.types().nameOf(command),
                "/moderation-service", at, sender);
        Envelope.put(headers, Envelope.ACTOR, sender.toString());
        context().forward(new Record<>(sender.toString(), COMMANDS.write(command), at.toEpochMilli(), headers));
    }
}
