package io.livemarket.product.web;

import io.livemarket.events.Ids;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: absent, or 1 to 255 visible characters of ASCII. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /**
     * The id of the product of a request: made from seller and key, so that a repeated request means the product of the
     * first one; a new id without a key.
     *
     * @throws ApiException {@code invalid_request} for any other text
     */
    static UUID productId(@Nullable String header, UUID seller) {
        if (header == null) {
            return Ids.next();
        }
        if (!KEY.matcher(header).matches()) {
            throw ApiException.invalid(HEADER);
        }
        return Ids.named(seller, "product:" + header);
    }
}
