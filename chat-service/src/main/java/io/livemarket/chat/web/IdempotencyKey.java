package io.livemarket.chat.web;

import io.livemarket.chat.domain.MessageRules;
import io.livemarket.kit.web.ApiException;

/**
 * The header {@code Idempotency-Key}: absent, or a key of 1 to {@link MessageRules#MAX_CLIENT_MESSAGE_ID} characters.
 */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /**
     * The key of a request; null when it has none.
     *
     * @throws ApiException {@code invalid_request} for an empty one, under which all requests of a careless client
     *     would be one, and for a longer one
     */
    static String of(String header) {
        if (header != null
                && (header.isBlank()
                        || header.codePointCount(0, header.length()) > MessageRules.MAX_CLIENT_MESSAGE_ID)) {
            throw ApiException.invalid(HEADER);
        }
        return header;
    }
}
