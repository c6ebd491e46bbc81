package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.messages.SentMessage.State;
import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.MessageFields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The record of the run: every message that was due, and its answers and deliveries. Finds messages that are lost,
 * doubled or out of order, and counts latencies from the intended time by this process's own clock. Pure bookkeeping
 * for one thread: no network, no clock of its own.
 */
final class Ledger {

    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Dialect dialect;
    private final SentMessage[] messages;
    private final Histogram untilAcknowledged = new Histogram(LONGEST_MICROS, DIGITS);
    private final Histogram untilReceived = new Histogram(LONGEST_MICROS, DIGITS);
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<String, Long> receiptRefusals = new TreeMap<>();
    private Histogram recentlyReceived = new Histogram(LONGEST_MICROS, 2);
    private long sentEver;
    private long acknowledgedEver;
    private long receivedEver;
    private long resent;
    private long redelivered;
    private long doubled;
    private long wentBack;
    private long overtaken;
    private long altered;
    private long misdelivered;
    private long acknowledgedAgain;
    private long foreign;

    Ledger(Dialect dialect, int capacity) {
        this.dialect = dialect;
        this.messages = new SentMessage[capacity];
    }

    /** Records a message that is due. */
    SentMessage intend(int index, long intendedNanos, boolean measured, Inbox recipient) {
        SentMessage message = new SentMessage(index, intendedNanos, measured, recipient);
        messages[index] = message;
        return message;
    }

    /** The message with this index; absent when none was due. */
    @Nullable
    SentMessage message(long index) {
        return index >= 0 && index < messages.length ? messages[(int) index] : null;
    }

    /** Records that a message was written to the socket, for the first time or again. */
    void sent(SentMessage message, long nowNanos) {
        message.lastAttemptNanos = nowNanos;
        if (message.attempts++ == 0) {
            sentEver++;
        } else {
            resent++;
        }
    }

    /** Records a message that was due while its sender had no connection, and is not to be sent later. */
    void unsent(SentMessage message) {
        message.state = State.UNSENT;
    }

    /** Records the answer {@code ok}. */
    void acknowledged(SentMessage message, Answer answer, long nowNanos) {
        if (message.state == State.ACKNOWLEDGED) {
            acknowledgedAgain += message.attempts > 1 ? 0 : 1;
            return;
        }
        message.state = State.ACKNOWLEDGED;
        message.answeredNanos = nowNanos;
        acknowledgedEver++;
        record(untilAcknowledged, message, nowNanos);
        MessageFields decided = answer.message();
        if (!dialect.numbered()) {
            return;
        }
        if (decided == null || decided.id() == null || decided.seq() <= 0) {
            count(refusals, "ack_without_message");
        } else {
            compareIdentity(message, decided);
        }
    }

    /**
     * Records a refusal.
     *
     * @param again whether the sender will try once more
     */
    void refused(SentMessage message, String code, boolean again, long nowNanos) {
        message.answeredNanos = nowNanos;
        count(refusals, code);
        if (!again && message.isOpen()) {
            message.state = State.REFUSED;
        }
    }

    /** Records that a delivery confirmation was refused. */
    void receiptRefused(String code) {
        count(receiptRefusals, code);
    }

    /**
     * Records that a message came to a recipient.
     *
     * @param epoch the recipient's connection, counted from 1
     * @param live whether the server sent it unasked, rather than in a page that was fetched
     */
    void received(Inbox inbox, MessageFields fields, int epoch, boolean live, long nowNanos) {
        SentMessage message = message(dialect.indexOf(fields));
        if (message == null) {
            foreign += live ? 1 : 0;
            inbox.takeForeign(fields.chatId(), fields.seq());
        } else if (message.recipient != inbox) {
            // The user's own messages in a page of the history are no delivery.
            misdelivered += live ? 1 : 0;
        } else if (message.isReceived()) {
            receivedAgain(message, fields, epoch, live);
        } else {
            receivedFirst(message, fields, epoch, live, nowNanos);
        }
    }

    private void receivedFirst(SentMessage message, MessageFields fields, int epoch, boolean live, long nowNanos) {
        message.receivedInEpoch = epoch;
        message.receivedNanos = nowNanos;
        receivedEver++;
        record(untilReceived, message, nowNanos);
        recentlyReceived.recordValue(micros(message, nowNanos));
        message.fetched = !live;
        compareIdentity(message, fields);
        if (!message.recipient.isChat(fields.chatId())) {
            misdelivered++;
        }
        if (!dialect.isContent(message.index, fields.content())) {
            altered++;
        }
        switch (dialect.numbered()
                ? message.recipient.take(message, fields.seq(), live)
                : message.recipient.takeUnnumbered(message)) {
            case WENT_BACK -> wentBack++;
            case OVERTAKEN -> overtaken++;
            case NEXT -> {}
        }
    }

    private void receivedAgain(SentMessage message, MessageFields fields, int epoch, boolean live) {
        compareIdentity(message, fields);
        // If the message became two messages, the second one has a place in the sequence too.
        message.recipient.takeForeign(fields.chatId(), fields.seq());
        if (!live) {
            return;
        }
        if (message.fetched || epoch != message.receivedInEpoch) {
            redelivered++;
            // Once per connection: a second time on this connection would be a double.
            message.receivedInEpoch = epoch;
            message.fetched = false;
        } else {
            foundDoubled(message);
        }
    }

    /** Checks that a message has one id and one sequence in all of its answers and deliveries. */
    private void compareIdentity(SentMessage message, MessageFields fields) {
        long idHash = hash(fields.id());
        if (message.seq == 0) {
            message.seq = fields.seq();
            message.idHash = idHash;
        } else if (message.seq != fields.seq() || message.idHash != idHash) {
            foundDoubled(message);
        }
    }

    private void foundDoubled(SentMessage message) {
        if (!message.doubled) {
            message.doubled = true;
            doubled++;
        }
    }

    private static long hash(@Nullable String id) {
        long hash = 1_125_899_906_842_597L;
        for (int i = 0; id != null && i < id.length(); i++) {
            hash = 31 * hash + id.charAt(i);
        }
        return hash;
    }

    private static void record(Histogram histogram, SentMessage message, long nowNanos) {
        if (message.measured) {
            histogram.recordValue(micros(message, nowNanos));
        }
    }

    private static long micros(SentMessage message, long nowNanos) {
        return Math.clamp((nowNanos - message.intendedNanos) / 1000, 0, LONGEST_MICROS);
    }

    private static void count(Map<String, Long> counts, String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** Messages written to a socket so far, warm-up included. */
    long sentEver() {
        return sentEver;
    }

    long acknowledgedEver() {
        return acknowledgedEver;
    }

    long receivedEver() {
        return receivedEver;
    }

    long refusedEver() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The latencies of the messages received since the last call. */
    Histogram drainRecent() {
        Histogram recent = recentlyReceived;
        recentlyReceived = new Histogram(LONGEST_MICROS, 2);
        return recent;
    }

    Histogram untilAcknowledged() {
        return untilAcknowledged;
    }

    Histogram untilReceived() {
        return untilReceived;
    }

    /** Whether every outcome is known: each message has its answer, and each acknowledged message came. */
    boolean isSettled() {
        for (SentMessage message : messages) {
            if (message != null && (message.isOpen() || message.state == State.ACKNOWLEDGED && !message.isReceived())) {
                return false;
            }
        }
        return true;
    }

    /** All messages that were due, in that order. */
    List<SentMessage> intended() {
        return Arrays.stream(messages).filter(Objects::nonNull).toList();
    }

    /** The account at the end; gaps are the sequences that the inboxes never saw. */
    Counts close(long gaps) {
        long intended = 0;
        long sent = 0;
        long received = 0;
        long lost = 0;
        Map<State, Long> states = new TreeMap<>();
        for (SentMessage message : messages) {
            if (message == null) {
                continue;
            }
            lost += message.state == State.ACKNOWLEDGED && !message.isReceived() ? 1 : 0;
            if (message.measured) {
                intended++;
                sent += message.attempts > 0 ? 1 : 0;
                received += message.isReceived() ? 1 : 0;
                states.merge(message.state, 1L, Long::sum);
            }
        }
        return new Counts(
                intended,
                sent,
                states.getOrDefault(State.ACKNOWLEDGED, 0L),
                states.getOrDefault(State.REFUSED, 0L),
                states.getOrDefault(State.UNANSWERED, 0L),
                received,
                states.getOrDefault(State.UNSENT, 0L),
                resent,
                Map.copyOf(refusals),
                Map.copyOf(receiptRefusals),
                redelivered,
                lost,
                doubled,
                wentBack,
                overtaken,
                gaps,
                altered,
                misdelivered,
                acknowledgedAgain,
                foreign);
    }
}
