package io.livemarket.notification.projection;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;

/** The position of the last notification of a page. Its text is opaque to clients. */
record PageCursor(boolean read, long at, UUID id) {

    static final Comparator<Listed> ORDER = Comparator.comparing(
            PageCursor::of,
            Comparator.comparing(PageCursor::read)
                    .thenComparing(PageCursor::at, Comparator.reverseOrder())
                    .thenComparing(PageCursor::id));

    static PageCursor of(Listed n) {
        return new PageCursor(n.isRead(), n.at().toEpochMilli(), n.id());
    }

    /** Whether a notification comes after this position in the list. */
    boolean isBefore(Listed n) {
        PageCursor other = of(n);
        return read == other.read ? at == other.at ? id.compareTo(other.id) < 0 : at > other.at : other.read;
    }

    /**
     * The cursor of a text.
     *
     * @throws ApiException {@code invalid_cursor} when the text is not one of {@link #toString}
     */
    static PageCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("~", -1);
            if (parts.length == 3 && (parts[0].equals("r") || parts[0].equals("u"))) {
                return new PageCursor(
                        parts[0].equals("r"),
                        Long.parseLong(parts[1]),
                        Ids.parse(parts[2]).orElseThrow());
            }
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            // Rejected below.
        }
        throw new ApiException(ErrorCode.INVALID_CURSOR);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(((read ? "r" : "u") + "~" + at + "~" + id).getBytes(StandardCharsets.US_ASCII));
    }
}
