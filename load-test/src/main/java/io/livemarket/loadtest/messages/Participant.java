package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.sockets.LoadSocket;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.Json;
import io.livemarket.loadtest.wire.MessageFields;
import io.livemarket.loadtest.wire.Scan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One half of a pair: sends to its partner, and receives and confirms the partner's messages, as a client would. Lives
 * on the event loop.
 */
final class Participant implements SocketOwner {

    private static final byte[] RECEIVE = "message:receive".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RECONNECT = "reconnect".getBytes(StandardCharsets.UTF_8);
    private static final int HISTORY_PAGE = 100;
    private static final long RETRY_FLOOR_MS = 20;
    private static final long RETRY_DEFAULT_MS = 500;

    // Ack ids have their kind in the lowest bits, so that an answer finds its request without a table. 0 is the
    // socket's own.
    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int SEND = 1;
    private static final int CONFIRM = 2;
    private static final int HISTORY = 3;

    private final SocketPool pool;
    private final Ledger ledger;
    private final Dialect dialect;
    private final Behaviour behaviour;
    private final OtherEvents others;
    private final LoadSocket socket;
    private final Inbox inbox = new Inbox();
    /** Messages without an answer, in the order in which they were meant to be sent. */
    private final Map<Integer, SentMessage> unanswered = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // Set by pair(), right after the construction of both.
    private Participant partner;

    /** The chat's id, from the server's first answer; until then messages are addressed to the user. */
    private @Nullable String chatId;

    private boolean confirmScheduled;
    private long lastConfirmNanos;
    private long fetchedSeq;
    private long confirmations;
    private long confirmationsAnswered;

    Participant(
            SocketPool pool,
            UserAccount account,
            Ledger ledger,
            Dialect dialect,
            Behaviour behaviour,
            OtherEvents others) {
        this.pool = pool;
        this.ledger = ledger;
        this.dialect = dialect;
        this.behaviour = behaviour;
        this.others = others;
        this.socket = pool.add(account, this);
    }

    static void pair(Participant one, Participant other) {
        one.partner = other;
        other.partner = one;
    }

    Inbox inbox() {
        return inbox;
    }

    Participant partner() {
        return partner;
    }

    /** Sends a message that is due. */
    void send(SentMessage message) {
        if (!socket.isUp() && !behaviour.resends()) {
            ledger.unsent(message);
            return;
        }
        unanswered.put(message.index, message);
        if (socket.isUp()) {
            write(message);
        }
    }

    private void write(SentMessage message) {
        byte[] content = dialect.content(message.index);
        ByteBuf packet = Unpooled.buffer(content.length + 200);
        String address = chatId != null
                ? "\"chatId\":\"" + chatId
                : "\"to\":\"" + partner.socket.account().id();
        ascii(
                packet,
                "42" + ((long) message.index << KIND_BITS | SEND) + "[\"message:send\",{" + address
                        + "\",\"type\":\"text\"" + dialect.naming(message.index) + ",\"content\":\"");
        packet.writeBytes(content);
        ascii(packet, "\"}]");
        ledger.sent(message, System.nanoTime());
        socket.send(packet);
    }

    private static void ascii(ByteBuf packet, String text) {
        packet.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    @Override
    public void up() {
        if (behaviour.resends()) {
            new ArrayList<>(unanswered.values()).forEach(this::write);
        }
    }

    /** Sends messages again that have waited too long for an answer on a connection that works. */
    void resendOverdue(long nowNanos) {
        if (!behaviour.resends() || behaviour.answerTimeoutMs() == 0 || !socket.isUp()) {
            return;
        }
        long limit = TimeUnit.MILLISECONDS.toNanos(behaviour.answerTimeoutMs());
        for (SentMessage message : new ArrayList<>(unanswered.values())) {
            if (message.attempts > 0 && nowNanos - message.lastAttemptNanos > limit) {
                write(message);
            }
        }
    }

    @Override
    public void event(Json arguments) {
        if (arguments.isEvent(RECEIVE)) {
            MessageFields message = Scan.message(arguments);
            if (message == null) {
                pool.report("protocol: message:receive without a message");
            } else {
                received(message, true);
            }
        } else if (arguments.isEvent(RECONNECT) && !Scan.flag(arguments, "recovered", true) && inbox.chatId() != null) {
            fetchMissed();
        } else {
            others.heard(socket.account(), arguments);
        }
    }

    private void received(MessageFields message, boolean live) {
        ledger.received(inbox, message, socket.epoch(), live, System.nanoTime());
        if (behaviour.confirms() && message.chatId() != null && message.chatId().equals(inbox.chatId())) {
            confirm();
        }
    }

    private void confirm() {
        if (behaviour.confirmPauseMs() == 0) {
            writeConfirmation();
        } else if (!confirmScheduled) {
            confirmScheduled = true;
            long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastConfirmNanos);
            pool.schedule(
                    () -> {
                        confirmScheduled = false;
                        writeConfirmation();
                    },
                    Math.max(0, behaviour.confirmPauseMs() - since));
        }
    }

    /** Confirms the received messages, where they were not confirmed one by one. */
    void confirmOnce() {
        if (!behaviour.confirms() && inbox.highestSeq() > 0 && inbox.chatId() != null) {
            writeConfirmation();
        }
    }

    /** Whether each confirmation that was sent is answered. */
    boolean isConfirmed() {
        return confirmationsAnswered == confirmations || !socket.isUp();
    }

    private void writeConfirmation() {
        if (!socket.isUp()) {
            return;
        }
        lastConfirmNanos = System.nanoTime();
        confirmations++;
        ByteBuf packet = Unpooled.buffer(128);
        ascii(
                packet,
                "42" + (confirmations << KIND_BITS | CONFIRM) + "[\"message:delivered\",{\"chatId\":\"" + inbox.chatId()
                        + "\",\"upToSeq\":" + inbox.highestSeq() + "}]");
        socket.send(packet);
    }

    /** Fetches the missed messages beyond those that the server sends by itself, page by page, oldest first. */
    private void fetchMissed() {
        ByteBuf packet = Unpooled.buffer(128);
        ascii(
                packet,
                "42" + HISTORY + "[\"message:history\",{\"chatId\":\"" + inbox.chatId() + "\",\"afterSeq\":"
                        + fetchFrom() + ",\"limit\":" + HISTORY_PAGE + "}]");
        socket.send(packet);
    }

    private long fetchFrom() {
        return Math.max(fetchedSeq, inbox.completeUpTo());
    }

    @Override
    public void acknowledged(long ackId, Answer answer) {
        switch ((int) ackId & KIND_MASK) {
            case SEND -> answered(ledger.message(ackId >> KIND_BITS), answer);
            case CONFIRM -> {
                confirmationsAnswered++;
                if (!answer.ok()) {
                    ledger.receiptRefused(answer.refusal());
                }
            }
            case HISTORY -> page(answer);
            default -> pool.report("protocol: ack with an id that was never sent");
        }
    }

    private void page(Answer answer) {
        if (!answer.ok()) {
            pool.report("message:history refused: " + answer.code());
            return;
        }
        answer.items().forEach(message -> received(message, false));
        fetchedSeq = answer.items().stream().mapToLong(MessageFields::seq).max().orElse(fetchedSeq);
        if (answer.hasMore() && !answer.items().isEmpty() && socket.isUp()) {
            fetchMissed();
        }
    }

    private void answered(@Nullable SentMessage message, Answer answer) {
        if (message == null || message.recipient != partner.inbox) {
            pool.report("protocol: ack with an id that was never sent");
            return;
        }
        if (answer.ok()) {
            unanswered.remove(message.index);
            learnChat(answer.message());
            ledger.acknowledged(message, answer, System.nanoTime());
            inbox.own(message.seq);
            return;
        }
        boolean again = behaviour.resends() && answer.retryable() && message.isOpen();
        ledger.refused(message, answer.refusal(), again, System.nanoTime());
        if (again) {
            retryLater(message, answer.retryAfterMs());
        } else {
            unanswered.remove(message.index);
        }
    }

    private void retryLater(SentMessage message, long afterMs) {
        int attempts = message.attempts;
        pool.schedule(
                () -> {
                    // A reconnection may have sent the message during the pause.
                    if (message.isOpen() && socket.isUp() && message.attempts == attempts) {
                        write(message);
                    }
                },
                Math.max(RETRY_FLOOR_MS, afterMs > 0 ? afterMs : RETRY_DEFAULT_MS));
    }

    private void learnChat(@Nullable MessageFields decided) {
        if (chatId != null || !dialect.numbered() || decided == null || decided.chatId() == null) {
            return;
        }
        chatId = decided.chatId();
        if (!chatId.equals(
                ChatIds.between(socket.account().id(), partner.socket.account().id()))) {
            pool.report("protocol: the chat's id is not the one derived from its users");
        }
    }
}
