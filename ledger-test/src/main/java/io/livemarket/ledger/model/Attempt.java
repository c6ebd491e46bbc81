package io.livemarket.ledger.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to the system, with all of its repetitions.
 *
 * @param number unique in the run
 * @param messageId of the message that is changed; absent for {@link Act#SEND} and {@link Act#READ}
 * @param clientMessageId the idempotency key of a {@link Act#SEND}; absent when the message is sent without a key
 * @param content unique in the run, so that it identifies the attempt wherever it is shown; absent for acts without
 *     content
 * @param upToSeq of a {@link Act#READ}
 */
public record Attempt(
        long number,
        Participant by,
        Act act,
        @Nullable UUID messageId,
        @Nullable String clientMessageId,
        @Nullable String content,
        long upToSeq,
        Outcome outcome) {

    /** The user who makes the request, and the chat that it is about. */
    public record Participant(UUID userId, UUID chatId) {}

    /** The kinds of attempts. */
    public enum Act {
        SEND,
        EDIT,
        DELETE,
        READ
    }

    public UUID userId() {
        return by.userId();
    }

    public UUID chatId() {
        return by.chatId();
    }

    /** The attempt with its outcome. */
    public Attempt with(Outcome known) {
        return new Attempt(number, by, act, messageId, clientMessageId, content, upToSeq, known);
    }

    /** Whether no reader may be shown the content. */
    public boolean mustNotShow() {
        return outcome instanceof Outcome.Refused || outcome instanceof Outcome.Cut;
    }
}
