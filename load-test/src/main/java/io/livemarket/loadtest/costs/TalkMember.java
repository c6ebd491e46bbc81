package io.livemarket.loadtest.costs;

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
import java.util.Map;
import java.util.UUID;

/**
 * One user of a {@link Talk}: writes when the talk requests it, and confirms each message of others as clients do. Used
 * on the pool's loop alone.
 */
final class TalkMember implements SocketOwner {

    private static final byte[] RECEIVE = "message:receive".getBytes(StandardCharsets.UTF_8);
    /** 100 bytes, as the messages of {@code load-test/run messages} have. */
    private static final String CONTENT =
            "The bicycle is still here, come by in the evening and have a look at it; the lights are new as well.";

    private final Talk talk;
    private final LoadSocket socket;
    private final Map<Long, Talk.Chat> asked = new HashMap<>();
    private long confirmations;

    TalkMember(SocketPool pool, UserAccount account, Talk talk) {
        this.talk = talk;
        this.socket = pool.add(account, this);
    }

    /**
     * Sends a message.
     *
     * @param number no other message of the member has it
     */
    void send(long number, Talk.Chat chat) {
        long ackId = number << 1; // Odd ack ids belong to confirmations; 0 is the socket's own.
        asked.put(ackId, chat);
        String address = chat.id() != null
                ? "\"chatId\":\"" + chat.id()
                : "\"to\":\"" + chat.members().get(1).id();
        write("42" + ackId + "[\"message:send\",{" + address + "\",\"type\":\"text\",\"clientMessageId\":\""
                + UUID.randomUUID() + "\",\"content\":\"" + CONTENT + "\"}]");
    }

    private void write(String packet) {
        if (socket.isUp()) {
            socket.send(Unpooled.copiedBuffer(packet, StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void event(Json arguments) {
        if (arguments.isEvent(RECEIVE)) {
            MessageFields message = Scan.message(arguments);
            if (message != null && message.chatId() != null) {
                talk.shown();
                write("42" + (++confirmations << 1 | 1) + "[\"message:delivered\",{\"chatId\":\"" + message.chatId()
                        + "\",\"upToSeq\":" + message.seq() + "}]");
            }
        }
    }

    @Override
    public void acknowledged(long ackId, Answer answer) {
        Talk.Chat chat = asked.remove(ackId);
        if (chat != null) {
            talk.answered(chat, answer);
        }
    }
}
