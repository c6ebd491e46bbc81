package io.livemarket.chat.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/** What a command's headers say of it. */
record CommandHeaders(UUID commandId, String origin, Reply reply) {

    /** @throws UnreadableRecordException when it has no id */
    static CommandHeaders of(Headers headers) {
        UUID commandId = Envelope.id(headers, Envelope.ID);
        if (commandId == null) {
            throw new UnreadableRecordException("a command without an id", null);
        }
        String origin = Envelope.text(headers, Envelope.ORIGIN);
        return new CommandHeaders(commandId, origin, origin == null ? Reply.NONE : reply(headers));
    }

    private static Reply reply(Headers headers) {
        String name = Envelope.text(headers, Envelope.REPLY);
        if (name == null) {
            return Reply.UNLESS_EVENT;
        }
        try {
            return Reply.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("a command with an unknown kind of reply", e);
        }
    }
}
