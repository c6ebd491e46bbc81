package io.livemarket.gateway.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import java.util.EnumMap;
import java.util.Map;

/**
 * The error object of the socket protocol.
 *
 * @param field which field is wrong, or null
 * @param category of the rule on content that the message broke, or null
 * @param clientMessageId of the message refused; in {@code message:error} only
 * @param chatId where it should have gone; in {@code message:error} only
 * @param event what the client sent; in {@code message:error} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientError(
        ErrorCode code,
        String message,
        String messageEs,
        boolean retryable,
        Long retryAfterMs,
        String field,
        String category,
        String clientMessageId,
        String chatId,
        String event) {

    private static final Map<ErrorCode, byte[]> ACKS = new EnumMap<>(ErrorCode.class);

    static {
        for (ErrorCode code : ErrorCode.values()) {
            ACKS.put(code, Json.bytes(new Refusal(false, of(code))));
        }
    }

    private record Refusal(boolean ok, ClientError error) {}

    /** The error of a code alone. */
    public static ClientError of(ErrorCode code) {
        return of(code, null, null);
    }

    /**
     * @param field what is wrong, or null
     * @param retryAfterMs when to try again, or null
     */
    public static ClientError of(ErrorCode code, String field, Long retryAfterMs) {
        return new ClientError(
                code, code.message(), code.messageEs(), code.retryable(), retryAfterMs, field, null, null, null, null);
    }

    /** The same error with the category of the rule that was broken; null for none. */
    public ClientError because(String brokenCategory) {
        return new ClientError(
                code,
                message,
                messageEs,
                retryable,
                retryAfterMs,
                field,
                brokenCategory,
                clientMessageId,
                chatId,
                event);
    }

    /** The same error as {@code message:error} carries it. */
    public ClientError about(String newEvent, String newClientMessageId, String newChatId) {
        return new ClientError(
                code,
                message,
                messageEs,
                retryable,
                retryAfterMs,
                field,
                category,
                newClientMessageId,
                newChatId,
                newEvent);
    }

    /** JSON of the error itself. */
    public byte[] json() {
        return Json.bytes(this);
    }

    /** JSON of an ack that says so. */
    public byte[] ack() {
        boolean plain = retryAfterMs == null && field == null && category == null;
        return plain ? ACKS.get(code) : Json.bytes(new Refusal(false, this));
    }
}
