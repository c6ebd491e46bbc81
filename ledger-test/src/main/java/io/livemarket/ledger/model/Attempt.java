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
        UUID userId,
        UUID chatId,
        Act act,
        @Nullable UUID messageId,
        @Nullable String clientMessageId,
        @Nullable String content,
        long upToSeq,
        Outcome outcome) {

    /** The kinds of attempts. */
    public enum Act {
        SEND,
        EDIT,
        DELETE,
        READ
    }

    /** The attempt with its outcome. */
    public Attempt with(Outcome known) {
        return new Attempt(number, userId, chatId, act, messageId, clientMessageId, content, upToSeq, known);
    }

    /** Whether no reader may be shown the content. */
    public boolean mustNotShow() {
        return outcome instanceof Outcome.Refused || outcome instanceof Outcome.Cut;
    }
}
