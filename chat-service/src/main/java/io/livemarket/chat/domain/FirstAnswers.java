package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent.MessageSent;
import java.util.Optional;

/** What to keep of a message's first acceptance, so that a repeat gets that answer again. */
public final class FirstAnswers {

    private FirstAnswers() {}

    /**
     * The answer to keep; empty when the sender gave no idempotency key. Its digest is null where words were masked:
     * the event does not hold what the client sent.
     */
    public static Optional<Known.Answered> of(MessageSent sent) {
        if (sent.clientMessageId() == null) {
            return Optional.empty();
        }
        boolean masked = Boolean.TRUE.equals(sent.masked());
        return Optional.of(new Known.Answered(
                sent.id(),
                sent.seq(),
                sent.version(),
                sent.type(),
                sent.createdAt(),
                masked ? null : ContentDigest.of(sent),
                masked ? sent.content() : null,
                sent.warnings()));
    }
}
