package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;

/** What a command comes to. */
public sealed interface Decision {

    /** It happened: one or more events, in order. */
    record Accepted(List<ChatEvent> events) implements Decision {}

    /**
     * It is so already.
     *
     * @param message for a repeated send, the message as it was first accepted; else null
     */
    record Unchanged(long version, MessageSent message) implements Decision {}

    /** It is not allowed, for this reason. */
    record Rejected(ErrorCode reason) implements Decision {}

    static Decision accept(ChatEvent... events) {
        return new Accepted(List.of(events));
    }

    static Decision unchanged(Chat chat) {
        return new Unchanged(chat.version(), null);
    }

    static Decision reject(ErrorCode reason) {
        return new Rejected(reason);
    }
}
