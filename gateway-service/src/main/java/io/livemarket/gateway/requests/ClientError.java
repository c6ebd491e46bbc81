package io.livemarket.gateway.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The error object of the socket protocol, whose JSON is flat.
 *
 * @param retryAfterMs milliseconds after which the client may retry
 * @param field the invalid field
 * @param category the category of the content rule that the message violates
 * @param refused the refused message; in {@code message:error} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientError(
        @JsonUnwrapped Reason reason,
        @Nullable Long retryAfterMs,
        @Nullable String field,
        @Nullable String category,
        @JsonUnwrapped @Nullable RefusedMessage refused) {

    /** A code with its texts for people. */
    public record Reason(ErrorCode code, String message, String messageEs, boolean retryable) {

        private static Reason of(ErrorCode code) {
            return new Reason(code, code.message(), code.messageEs(), code.retryable());
        }
    }

    /**
     * The identification of a refused message.
     *
     * @param event the event that the client sent
     */
    public record RefusedMessage(
            @Nullable String clientMessageId, @Nullable String chatId, String event) {}

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
        return new ClientError(Reason.of(code), retryAfterMs, field, null, null);
    }

    /** This error with the category of the violated content rule. */
    public ClientError because(@Nullable String brokenCategory) {
        return new ClientError(reason, retryAfterMs, field, brokenCategory, refused);
    }

    /** This error as {@code message:error} carries it. */
    public ClientError about(String event, @Nullable String clientMessageId, @Nullable String chatId) {
        return new ClientError(
                reason, retryAfterMs, field, category, new RefusedMessage(clientMessageId, chatId, event));
    }

    public ErrorCode code() {
        return reason.code();
    }

    /** The JSON of this error. */
    public byte[] json() {
        return Json.bytes(this);
    }

    /** The JSON of an ack that carries this error. */
    public byte[] ack() {
        boolean plain = retryAfterMs == null && field == null && category == null;
        return plain ? ACKS.get(code().ordinal()) : Json.bytes(new Refusal(false, this));
    }
}
