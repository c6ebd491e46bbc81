package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A fact of a chat that protects its participants. */
public sealed interface SafetyEvent extends ChatEvent {

    /**
     * The recipients of a message are warned of it; its sender does not get the event. The event does not count as a
     * change of the chat, so that the sender learns of no change either. Later warnings of a message add to earlier
     * ones.
     *
     * @param seq the place of the message
     * @param id the message
     * @param codes codes of {@link RecipientWarning}; more may come
     */
    @EventType("chat.message-warned.v1")
    record MessageWarned(UUID chatId, long version, long seq, UUID id, UUID senderId, List<String> codes, Instant at)
            implements SafetyEvent {
        @Override
        public boolean counts() {
            return false;
        }

        @Override
        public Instant occurredAt() {
            return at;
        }
    }
}
