package io.livemarket.events.chat;

import io.livemarket.events.Ids;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The thing that a private chat is about, such as a listing or an order. Two users have one chat about each subject,
 * and one about nothing.
 *
 * @param type the kind of the thing: a lower-case letter and up to 31 of {@code a-z 0-9 _ -}
 * @param id the thing's id in the marketplace, 1–64 characters of {@code A-Z a-z 0-9 . _ : -}; for a listing the id of
 *     its product, which is made lower case if it is a UUID
 */
public record Subject(String type, String id) {

    /** The type of a subject that is a product for sale. */
    public static final String LISTING = "listing";

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    public Subject {
        id = LISTING.equals(type) ? Ids.parse(id).map(UUID::toString).orElse(id) : id;
    }

    /** The listing of a product. */
    public static Subject listing(UUID productId) {
        return new Subject(LISTING, productId.toString());
    }

    /** Whether a text may be the type of a subject. */
    public static boolean isType(@Nullable String text) {
        return text != null && TYPE.matcher(text).matches();
    }

    /** Whether a text may be the id of a subject. */
    public static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }

    /** Whether both components are well formed; a decoded record may lack them, or have others. */
    public boolean wellFormed() {
        return isType(type) && isId(id);
    }

    /** The id of the listed product; empty for a subject of another type, and for an id that is no UUID. */
    public Optional<UUID> productId() {
        return LISTING.equals(type) ? Ids.parse(id) : Optional.empty();
    }
}
