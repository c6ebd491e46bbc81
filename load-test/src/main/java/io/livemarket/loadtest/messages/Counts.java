package io.livemarket.loadtest.messages;

import java.util.Map;

/**
 * The account of the messages. The first group counts the measured messages (those due after the warm-up); the
 * violations count over the whole run, warm-up included.
 *
 * @param intended messages that were due
 * @param sent of them, those that were written to a socket at least once
 * @param acknowledged of them, those that the server answered with {@code ok}
 * @param refusedForGood of them, those that were refused and not tried again
 * @param unanswered of them, those that have no answer at the end
 * @param received of them, those that reached their recipient
 * @param unsent of them, those that were due while the sender had no connection, without resending
 * @param resent attempts beyond a message's first, whole run
 * @param refusals answers with an error by code, whole run, retried ones included
 * @param receiptRefusals refused {@code message:delivered} by code, whole run
 * @param redelivered came again on a later connection: unconfirmed messages are sent again
 * @param lost acknowledged, but never received
 * @param doubled messages that came twice on one connection, or became two messages
 * @param wentBack came after a message with a higher sequence
 * @param overtaken came after a message that its sender wrote later
 * @param gaps sequences that a recipient never saw
 * @param altered received with another content than was sent
 * @param misdelivered received by a user who is not the recipient
 * @param acknowledgedAgain answered more often than sent
 * @param foreign messages of earlier runs that were delivered late
 */
public record Counts(
        long intended,
        long sent,
        long acknowledged,
        long refusedForGood,
        long unanswered,
        long received,
        long unsent,
        long resent,
        Map<String, Long> refusals,
        Map<String, Long> receiptRefusals,
        long redelivered,
        long lost,
        long doubled,
        long wentBack,
        long overtaken,
        long gaps,
        long altered,
        long misdelivered,
        long acknowledgedAgain,
        long foreign) {

    public long outOfOrder() {
        return wentBack + overtaken + gaps;
    }

    /**
     * Whether the guarantee held: no message lost, doubled, out of order, altered or shown to a user who is not the
     * recipient.
     */
    public boolean guaranteeHeld() {
        return lost + doubled + outOfOrder() + altered + misdelivered == 0;
    }
}
