package io.livemarket.gateway.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The error object of the socket protocol.
 *
 * @param retryAfterMs milliseconds after which the client may retry
 * @param field the invalid field
 * @param category the category of the content rule that the message violates
 * @param clientMessageId of the refused message; in {@code message:error} only
 * @param chatId of the refused message; in {@code message:error} only
 * @param event the event that the client sent; in {@code message:error} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientError(
        ErrorCode code,
        String message,
        String messageEs,
        boolean retryable,
        @Nullable Long retryAfterMs,
        @Nullable String field,
        @Nullable String category,
        @Nullable String clientMessageId,
        @Nullable String chatId,
        @Nullable String event) {

    /** The acks of errors that have a code alone, by ordinal of the code. */
    private static final List<byte[]> ACKS = Arrays.stream(ErrorCode.values())
            .map(code -> Json.bytes(new Refusal(false, of(code))))
            .toList();

    private record Refusal(boolean ok, ClientError error) {}

    /** The error of a code, without details. */
    public static ClientError of(ErrorCode code) {
        return of(code, null, null);
    }

    /** The error of a code. */
    public static ClientError of(ErrorCode code, @Nullable String field, @Nullable Long retryAfterMs) {
        return new ClientError(
                code, code.message(), code.messageEs(), code.retryable(), retryAfterMs, field, null, null, null, null);
    }

    /** This error with the category of the violated content rule. */
    public ClientError because(@Nullable String brokenCategory) {
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

    /** This error as {@code message:error} carries it. */
    public ClientError about(String newEvent, @Nullable String newClientMessageId, @Nullable String newChatId) {
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

    /** The JSON of this error. */
    public byte[] json() {
        return Json.bytes(this);
    }

    /** The JSON of an ack that carries this error. */
    public byte[] ack() {
        boolean plain = retryAfterMs == null && field == null && category == null;
        return plain ? ACKS.get(code.ordinal()) : Json.bytes(new Refusal(false, this));
    }
}
