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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The answer to one event of a client. A refusal is sent in the ack; a refused {@code message:send}, and every refused
 * event without an ack, is also answered by {@code message:error}. Thread-safe.
 */
final class Reply {

    static final byte[] OK = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = {'}'};
    private static final int MAX_ECHO = 64;
    private static final long READ_FIRST_MS = 1_000;

    private final ClientSession session;
    private final ClientEvent event;
    private final JsonNode payload;
    private final @Nullable AckSender ack;
    private final SocketMetrics metrics;
    private final long began;
    private final Span span;
    private final AtomicReference<@Nullable Runnable> whenGiven = new AtomicReference<>();

    /**
     * @param ack absent when the client asked for no ack
     * @param began the time of the event, of {@link System#nanoTime}
     */
    Reply(
            ClientSession session,
            ClientEvent event,
            JsonNode payload,
            @Nullable AckSender ack,
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

    /** Runs an action once, when the reply is given, accepted or refused. To be called before the reply is given. */
    void whenGiven(Runnable action) {
        whenGiven.set(action);
    }

    private void given() {
        Runnable action = whenGiven.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    /**
     * Accepts the event.
     *
     * @param json begins with {@code {"ok":true}
     */
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

    /** Accepts the event, with one member beside {@code ok}. */
    void accept(String member, byte[] json) {
        acceptJoined(("{\"ok\":true,\"" + member + "\":").getBytes(StandardCharsets.US_ASCII), json, END);
    }

    /**
     * Accepts the event, with the members of a JSON object beside {@code ok}. An answer for which the socket has no
     * room is refused, so that a client that has not read its previous answers yet is not disconnected.
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
            ClientError detailed = error.about(event.wireName(), echo("clientMessageId"), echo("chatId"));
            session.emit(EncodedEvent.of("message:error", detailed.json()));
        }
        metrics.refused(event, error.code());
        span.setStatus(StatusCode.ERROR, error.code().code());
        span.end();
        given();
    }

    /** The text of a field of the event, if it is short. */
    private @Nullable String echo(String field) {
        JsonNode node = payload.path(field);
        return node.isString() && node.stringValue().length() <= MAX_ECHO && isPlain(node.stringValue())
                ? node.stringValue()
                : null;
    }

    /** Lone surrogates cannot be encoded. */
    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }
}
