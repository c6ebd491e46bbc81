package io.livemarket.loadtest.messages;

/** What is known about one message of the run. Changed by the {@link Ledger} only. */
final class SentMessage {

    /** Where the sender stands with it. */
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
    /** When the last answer came; only for a message that was acknowledged or refused. */
    long answeredNanos;
    /** When it came to its recipient first. */
    long receivedNanos;
    /** The sequence that the server gave it; 0 when not known yet. */
    long seq;
    /** Its id, hashed to 64 bits; 0 when not known yet. */
    long idHash;
    /** The recipient's epoch when it came first; 0 when it has not come. */
    int receivedInEpoch;
    /** It came in a page that the recipient asked for, and not by itself so far. */
    boolean fetched;
    /** It was counted as doubled: once is enough. */
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
