package io.livemarket.loadtest.messages;

/**
 * The behaviour of the made-up users' clients.
 *
 * @param confirms whether recipients confirm with {@code message:delivered}
 * @param confirmPauseMs at most one confirmation per chat in this time; 0 confirms every message at once
 * @param resends whether an unanswered message is sent again, with its {@code clientMessageId}: after a reconnection,
 *     after a retryable refusal, and after {@code answerTimeoutMs}
 * @param answerTimeoutMs how long to wait for an answer before sending again; 0 waits for ever
 */
public record Behaviour(boolean confirms, long confirmPauseMs, boolean resends, long answerTimeoutMs) {}
