package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** A command that protects the participants of a chat. Services alone publish such commands, never a client. */
public sealed interface SafetyCommand extends ChatCommand {

    /**
     * Warns the recipients of a message. moderation-service publishes the command; the actor is the message's sender.
     *
     * @param code of {@link RecipientWarning}
     */
    @EventType("chat.warn-message.v1")
    record WarnMessage(UUID chatId, UUID actorId, UUID messageId, String code, Instant requestedAt)
            implements SafetyCommand {}
}
