package io.livemarket.product.projection;

import io.livemarket.events.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The position of the last product on a page. Opaque to clients: base64url of the time of the listing in milliseconds
 * and the product's id.
 */
record ListCursor(long createdAt, UUID productId) {

    static ListCursor of(ProductView product) {
        return new ListCursor(product.createdAt().toEpochMilli(), product.id());
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + ":" + productId).getBytes(StandardCharsets.US_ASCII));
    }

    /** The cursor of a text; empty for a text that is no cursor of a list. */
    static Optional<ListCursor> decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 2);
            if (parts.length < 2) {
                return Optional.empty();
            }
            long at = Long.parseLong(parts[0]);
            return Ids.parse(parts[1]).map(id -> new ListCursor(at, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
