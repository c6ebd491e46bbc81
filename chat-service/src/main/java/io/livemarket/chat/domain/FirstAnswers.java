package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import java.util.Optional;

/** What to keep of a message's first acceptance, so that a repeat gets the same answer. */
public final class FirstAnswers {

    private FirstAnswers() {}

    /** The answer to keep; empty when the sender gave no idempotency key. */
    public static Optional<Known.Answered> of(ChatCommand command, MessageSent sent) {
        if (sent.clientMessageId() == null || !(command instanceof SendMessage send)) {
            return Optional.empty();
        }
        return Optional.of(new Known.Answered(
                sent.id(), sent.seq(), sent.version(), sent.type(), sent.createdAt(), ContentDigest.of(send),
                sent.masked() == null ? null : sent.content(), sent.warnings()));
    }
}
