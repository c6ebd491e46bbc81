package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent.MessageSent;

/** Makes the first answer to a message's idempotency key, which a repeated send is answered with. */
public final class FirstAnswers {

    private FirstAnswers() {}

    /**
     * The first answer for a message that was sent with an idempotency key. It has no digest where words were masked,
     * because the event does not hold the text that the client sent.
     */
    public static ChatLookups.FirstAnswer of(MessageSent sent) {
        boolean masked = Boolean.TRUE.equals(sent.masked());
        return new ChatLookups.FirstAnswer(
                sent.id(),
                sent.seq(),
                sent.version(),
                sent.type(),
                sent.createdAt(),
                masked ? null : ContentDigest.of(sent),
                masked ? sent.content() : null,
                sent.warnings(),
                sent.productPrice());
    }
}
