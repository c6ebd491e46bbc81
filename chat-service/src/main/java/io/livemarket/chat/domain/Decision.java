package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;

/** What a command comes to. */
public sealed interface Decision {

    /**
     * It happened: one or more events, in order.
     *
     * @param note what the rules on content had to say about the last one, for moderation; or null
     */
    record Accepted(List<ChatEvent> events, String note) implements Decision {

        public Accepted(List<ChatEvent> events) {
            this(events, null);
        }
    }

    /**
     * It is so already.
     *
     * @param message for a repeated send, the message as it was first accepted; else null
     * @param deleted for a repeated deletion, the message, where it is known when it was deleted; else null
     */
    record Unchanged(long version, MessageSent message, Known.Message deleted) implements Decision {

        public Unchanged(long version, MessageSent message) {
            this(version, message, null);
        }
    }

    /**
     * It is not allowed, for this reason.
     *
     * @param category of the rule on content that it broke, or null
     */
    record Rejected(ErrorCode reason, String category) implements Decision {

        public Rejected(ErrorCode reason) {
            this(reason, null);
        }
    }

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
