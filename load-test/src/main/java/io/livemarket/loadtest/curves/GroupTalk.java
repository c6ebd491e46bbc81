package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.sockets.LoadSocket;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.Json;
import io.livemarket.loadtest.wire.MessageFields;
import io.livemarket.loadtest.wire.Scan;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * A group in which the first member writes and the others confirm. Used on the pool's loop alone; the sockets have to
 * be up before messages are sent.
 */
final class GroupTalk {

    private static final byte[] RECEIVE = "message:receive".getBytes(StandardCharsets.UTF_8);
    private static final String CONTENT =
            "The bicycle is still here, come by in the evening and have a look at it; the lights are new as well.";
    private static final int DIGITS = 3;
    /** The pause between the arrival of a message and the confirmation that it was read. */
    private static final long READ_AFTER_MS = 200;

    private final SocketPool pool;
    private final String chat;
    private final int readers;
    private final Member writer;
    private final Map<String, Sent> sent = new HashMap<>();
    private final Histogram received = new Histogram(DIGITS);
    private final Histogram receivedByAll = new Histogram(DIGITS);
    private long framesIn;
    private long framesOut;
    private int acknowledged;
    private int refused;

    /**
     * The account so far. Latencies in microseconds.
     *
     * @param framesIn events and acks that came to all sockets
     * @param framesOut events that all sockets sent
     * @param received from the time when a message was due until a member had it
     * @param receivedByAll from the time when a message was due until the last member had it
     */
    record Account(
            int acknowledged, int refused, long framesIn, long framesOut, Histogram received, Histogram receivedByAll) {

        Account since(Account before) {
            Histogram some = received.copy();
            some.subtract(before.received);
            Histogram all = receivedByAll.copy();
            all.subtract(before.receivedByAll);
            return new Account(
                    acknowledged - before.acknowledged,
                    refused - before.refused,
                    framesIn - before.framesIn,
                    framesOut - before.framesOut,
                    some,
                    all);
        }
    }

    private static final class Sent {
        private final long dueNanos;
        private int missing;

        Sent(long dueNanos, int missing) {
            this.dueNanos = dueNanos;
            this.missing = missing;
        }
    }

    GroupTalk(SocketPool pool, String chat, List<UserAccount> people) {
        this.pool = pool;
        this.chat = chat;
        this.readers = people.size() - 1;
        this.writer = new Member(people.getFirst());
        people.stream().skip(1).forEach(Member::new);
    }

    /** Sends a message that was due at that time. */
    void send(long dueNanos) {
        String id = UUID.randomUUID().toString();
        sent.put(id, new Sent(dueNanos, readers));
        writer.write(
                1,
                "[\"message:send\",{\"chatId\":\"" + chat + "\",\"type\":\"text\",\"clientMessageId\":\"" + id
                        + "\",\"content\":\"" + CONTENT + "\"}]");
    }

    Account account() {
        return new Account(acknowledged, refused, framesIn, framesOut, received.copy(), receivedByAll.copy());
    }

    private void came(MessageFields message) {
        Sent known = sent.get(message.clientMessageId());
        if (known == null) {
            return;
        }
        long micros = (System.nanoTime() - known.dueNanos) / 1000;
        received.recordValue(micros);
        if (--known.missing == 0) {
            receivedByAll.recordValue(micros);
        }
    }

    /** A member's socket. Ack id 1 belongs to messages and 2 to confirmations, since a single ack is not looked at. */
    private final class Member implements SocketOwner {

        private final LoadSocket socket;
        private long readUpTo;
        private boolean readScheduled;

        Member(UserAccount account) {
            this.socket = pool.add(account, this);
        }

        void write(int ackId, String arguments) {
            if (socket.isUp()) {
                framesOut++;
                socket.send(Unpooled.copiedBuffer("42" + ackId + arguments, StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void event(Json arguments) {
            framesIn++;
            MessageFields message = arguments.isEvent(RECEIVE) ? Scan.message(arguments) : null;
            if (message == null || !chat.equals(message.chatId())) {
                return;
            }
            came(message);
            confirm("message:delivered", message.seq());
            readUpTo = Math.max(readUpTo, message.seq());
            if (!readScheduled) {
                readScheduled = true;
                pool.schedule(
                        () -> {
                            readScheduled = false;
                            confirm("message:read", readUpTo);
                        },
                        READ_AFTER_MS);
            }
        }

        private void confirm(String event, long upTo) {
            write(2, "[\"" + event + "\",{\"chatId\":\"" + chat + "\",\"upToSeq\":" + upTo + "}]");
        }

        @Override
        public void acknowledged(long ackId, Answer answer) {
            framesIn++;
            if (!answer.ok()) {
                refused++;
            } else if (ackId == 1) {
                acknowledged++;
            }
        }
    }
}
