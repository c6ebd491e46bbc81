package io.livemarket.kit.command;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a command that a decider reads: the command's id, and the answers that its origin wants.
 *
 * @param origin the instance that sent the command, the key of its answers; absent when no instance wants an answer
 * @param reply {@link Reply#NONE} without an origin
 */
public record CommandHeaders(UUID commandId, @Nullable String origin, Reply reply) {

    /**
     * Reads the headers; without a reply header the origin wants the outcomes that no event carries.
     *
     * @throws UnreadableRecordException when there is no id, or an unknown kind of reply
     */
    public static CommandHeaders of(Headers headers) {
        return of(headers, Reply.UNLESS_EVENT);
    }

    /**
     * Reads the headers.
     *
     * @param absent the reply for a command without a reply header
     * @throws UnreadableRecordException when there is no id, or an unknown kind of reply
     */
    public static CommandHeaders of(Headers headers, Reply absent) {
        UUID commandId = Envelope.id(headers, Envelope.ID);
        if (commandId == null) {
            throw new UnreadableRecordException("a command without an id", null);
        }
        String origin = Envelope.text(headers, Envelope.ORIGIN);
        return new CommandHeaders(commandId, origin, origin == null ? Reply.NONE : reply(headers, absent));
    }

    private static Reply reply(Headers headers, Reply absent) {
        String name = Envelope.text(headers, Envelope.REPLY);
        if (name == null) {
            return absent;
        }
        try {
            return Reply.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("a command with an unknown kind of reply", e);
        }
    }

    /**
     * Whether an answer is to be published.
     *
     * @param event whether the outcome is an event that names the command
     */
    public boolean wantsAnswer(boolean event) {
        return switch (reply) {
            case NONE -> false;
            case UNLESS_EVENT -> !event;
            case ALWAYS -> true;
        };
    }
}
