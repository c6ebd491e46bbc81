package io.livemarket.ledger.model;

import java.util.UUID;

/**
 * Something that a client asked the system to do, with all its repetitions.
 *
 * @param number unique in the run
 * @param messageId of the message that is changed; null for {@link Act#SEND} and {@link Act#READ}
 * @param clientMessageId the idempotency key of a {@link Act#SEND}; null when it is sent without one
 * @param content unique in the run, so that it identifies the attempt wherever it is shown; null where there is none
 * @param upToSeq of a {@link Act#READ}
 */
public record Attempt(
        long number,
        UUID userId,
        UUID chatId,
        Act act,
        UUID messageId,
        String clientMessageId,
        String content,
        long upToSeq,
        Outcome outcome) {

    /** The kinds of attempts. */
    public enum Act {
        SEND,
        EDIT,
        DELETE,
        READ
    }

    /** The attempt with what became of it. */
    public Attempt with(Outcome known) {
        return new Attempt(number, userId, chatId, act, messageId, clientMessageId, content, upToSeq, known);
    }

    /** Whether nobody may be shown its content. */
    public boolean mustNotShow() {
        return outcome instanceof Outcome.Refused || outcome instanceof Outcome.Cut;
    }
}
