package io.livemarket.file.content;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.List;
import java.util.Set;
import org.apache.tika.Tika;

/** Tells what a file is by its first bytes, whatever it is called and whatever the client says, and takes what is listed. */
public final class FileType {

    /** So much of the beginning is looked at. */
    public static final int HEAD = 64 * 1024;

    /** What browsers may show in place: pictures that were cleaned. Anything else is handed over as a download. */
    private static final Set<String> SHOWN_INLINE = Set.of("image/jpeg", "image/png", "image/gif");

    private final Tika tika = new Tika();
    private final Set<String> taken;

    /** @param taken media types */
    public FileType(List<String> taken) {
        this.taken = Set.copyOf(taken);
    }

    /**
     * The media type of a file that begins so.
     *
     * @throws ApiException {@code unsupported_media_type} for one that is not taken
     */
    public String of(byte[] head) {
        String type = tika.detect(head);
        if (!taken.contains(type)) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Files of type " + type + " are not taken");
        }
        return type;
    }

    /** Whether it is a picture of the kinds that are cleaned. */
    public static boolean isImage(String type) {
        return SHOWN_INLINE.contains(type);
    }

    /** Whether a browser may show it where it is linked. */
    public static boolean isShownInline(String type) {
        return SHOWN_INLINE.contains(type);
    }
}
