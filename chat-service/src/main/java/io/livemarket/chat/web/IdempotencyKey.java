package io.livemarket.chat.web;

import io.livemarket.chat.domain.MessageRules;
import io.livemarket.kit.web.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key}: absent, or a key of 1 to {@link MessageRules#MAX_CLIENT_MESSAGE_ID} characters.
 */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /**
     * The idempotency key of a request; absent without the header.
     *
     * @throws ApiException {@code invalid_request} for an empty key, under which all requests of a faulty client would
     *     count as one, and for a key that is too long
     */
    static @Nullable String of(@Nullable String header) {
        if (header != null
                && (header.isBlank()
                        || header.codePointCount(0, header.length()) > MessageRules.MAX_CLIENT_MESSAGE_ID)) {
            throw ApiException.invalid(HEADER);
        }
        return header;
    }
}
