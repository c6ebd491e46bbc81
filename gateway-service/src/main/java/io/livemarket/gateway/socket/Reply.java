package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientError;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.socketio.AckSender;
import io.livemarket.socketio.EncodedEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/**
 * The answer to one event of a client, from any thread. A refusal goes into the ack; a refused {@code message:send},
 * and whatever came without asking for an ack, is told by {@code message:error} (as well).
 */
final class Reply {

    static final byte[] OK = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = {'}'};
    private static final int MAX_ECHO = 64;
    private static final long READ_FIRST_MS = 1_000;

    private final ClientSession session;
    private final ClientEvent event;
    private final JsonNode payload;
    private final AckSender ack;
    private final SocketMetrics metrics;
    private final long began;
    private final Span span;
    private final AtomicReference<Runnable> whenGiven = new AtomicReference<>();

    /** @param began when the event came, in {@link System#nanoTime}'s nanoseconds */
    Reply(
            ClientSession session,
            ClientEvent event,
            JsonNode payload,
            AckSender ack,
            SocketMetrics metrics,
            long began) {
        this.session = session;
        this.event = event;
        this.payload = payload;
        this.ack = ack;
        this.metrics = metrics;
        this.began = began;
        this.span = metrics.received(event);
    }

    /** The span of the event, which ends with the answer. */
    Span span() {
        return span;
    }

    /** Has something done once, when the reply is given, whatever it is. To be called before that. */
    void whenGiven(Runnable action) {
        whenGiven.set(action);
    }

    private void given() {
        Runnable action = whenGiven.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    /** Says that it is done; the JSON begins with {@code {"ok":true}. */
    void accept(byte[] json) {
        acceptJoined(json);
    }

    private void acceptJoined(byte[]... parts) {
        if (ack != null) {
            ack.sendJoined(parts);
        }
        metrics.accepted(event, System.nanoTime() - began);
        span.end();
        given();
    }

    /** Says that it is done, with one more member. */
    void accept(String member, byte[] json) {
        acceptJoined(("{\"ok\":true,\"" + member + "\":").getBytes(StandardCharsets.US_ASCII), json, END);
    }

    /**
     * Accepts the event, with the members of a JSON object. One for which the socket has no room now is refused, so
     * that a client that has not read yet what it asked for before is not cut off.
     */
    void acceptMembersOf(byte[] object) {
        byte[] head = "{\"ok\":true,".getBytes(StandardCharsets.US_ASCII);
        int from = 0;
        while (from < object.length && object[from] != '{') {
            from++;
        }
        if (from == object.length) {
            refuse(ErrorCode.UNAVAILABLE);
            return;
        }
        if (ack != null && !session.hasRoomFor(object.length)) {
            refuse(
                    session.mayHold(object.length)
                            ? ClientError.of(ErrorCode.RATE_LIMITED, null, READ_FIRST_MS)
                            : ClientError.of(ErrorCode.PAYLOAD_TOO_LARGE));
            return;
        }
        byte[] all = new byte[head.length + object.length - from - 1];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(object, from + 1, all, head.length, object.length - from - 1);
        accept(all);
    }

    /** Gives the answer of a service, when it comes: the members of its JSON object, or a refusal. */
    void relay(CompletableFuture<Answer> asked) {
        asked.whenComplete((answer, failure) -> {
            if (failure != null) {
                refuse(ErrorCode.UNAVAILABLE);
            } else if (answer.isOk()) {
                acceptMembersOf(answer.body());
            } else {
                refuse(RelayedProblem.codeOf(answer));
            }
        });
    }

    void refuse(ErrorCode code) {
        refuse(ClientError.of(code));
    }

    void refuse(ClientError error) {
        if (ack != null) {
            ack.send(error.ack());
        }
        if (ack == null || event == ClientEvent.MESSAGE_SEND) {
            ClientError told = error.about(event.wireName(), echo("clientMessageId"), echo("chatId"));
            session.emit(EncodedEvent.of("message:error", told.json()));
        }
        metrics.refused(event, error.code());
        span.setStatus(StatusCode.ERROR, error.code().code());
        span.end();
        given();
    }

    /** What the client sent in a field, if that is short text. */
    private String echo(String field) {
        JsonNode node = payload.path(field);
        return node.isString() && node.stringValue().length() <= MAX_ECHO && isPlain(node.stringValue())
                ? node.stringValue()
                : null;
    }

    /** Half surrogates can't be written. */
    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }
}
