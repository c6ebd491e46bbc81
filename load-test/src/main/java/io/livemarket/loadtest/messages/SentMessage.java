package io.livemarket.loadtest.messages;

/** The state of one message of the run. Changed by the {@link Ledger} only. */
final class SentMessage {

    /** The sender's state of the message. */
    enum State {
        UNANSWERED,
        ACKNOWLEDGED,
        REFUSED,
        UNSENT
    }

    final int index;
    final long intendedNanos;
    final boolean measured;
    final Inbox recipient;
    State state = State.UNANSWERED;
    int attempts;
    long lastAttemptNanos;
    /** The time of the last answer; only for a message that was acknowledged or refused. */
    long answeredNanos;
    /** The time at which the message came to its recipient first. */
    long receivedNanos;
    /** The message's sequence from the server; 0 when not known yet. */
    long seq;
    /** The message's id, hashed to 64 bits; 0 when not known yet. */
    long idHash;
    /** The recipient's epoch at the first arrival; 0 when the message has not come. */
    int receivedInEpoch;
    /** Whether the message came in a fetched page alone, and not unasked so far. */
    boolean fetched;
    /** Whether the message was counted as doubled: one count is enough. */
    boolean doubled;

    SentMessage(int index, long intendedNanos, boolean measured, Inbox recipient) {
        this.index = index;
        this.intendedNanos = intendedNanos;
        this.measured = measured;
        this.recipient = recipient;
    }

    boolean isReceived() {
        return receivedInEpoch > 0;
    }

    /** Whether an answer may still come, or a resend be worth it. */
    boolean isOpen() {
        return state == State.UNANSWERED;
    }
}
