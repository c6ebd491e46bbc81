package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of a command: events to publish, no change, or a rejection. */
public sealed interface Decision {

    /**
     * The command is accepted and leads to one or more events, in order.
     *
     * @param note the hits of the rules on content in the last event, as JSON for moderation; absent without a hit
     */
    record Accepted(List<ChatEvent> events, @Nullable String note) implements Decision {

        public Accepted(List<ChatEvent> events) {
            this(events, null);
        }
    }

    /**
     * The chat is already in the state that the command requests; no event is published.
     *
     * @param message for a repeated send, the message as it was first accepted; absent for any other command
     * @param deleted for a repeated deletion whose time is known, the deleted message; absent for any other command
     */
    record Unchanged(long version, @Nullable MessageSent message, ChatLookups.@Nullable Message deleted)
            implements Decision {

        public Unchanged(long version, @Nullable MessageSent message) {
            this(version, message, null);
        }
    }

    /**
     * The command is rejected and changes nothing.
     *
     * @param category the category of the rule on content that rejected it; absent for other reasons
     * @param retryAfterMs milliseconds after which it may be accepted; absent where the time is not known
     */
    record Rejected(
            ErrorCode reason,
            @Nullable String category,
            @Nullable Long retryAfterMs) implements Decision {

        public Rejected(ErrorCode reason, @Nullable String category) {
            this(reason, category, null);
        }

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
