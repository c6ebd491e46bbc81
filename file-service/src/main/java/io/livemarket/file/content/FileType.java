package io.livemarket.file.content;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.Tika;

/**
 * Tells what a file is by its first bytes, whatever it is called and whatever the client says, and takes what is
 * listed.
 */
public final class FileType {

    /** So much of the beginning is looked at. */
    public static final int HEAD = 64 * 1024;

    /** What browsers may show in place: pictures that were cleaned. Anything else is handed over as a download. */
    private static final Set<String> SHOWN_INLINE = Set.of("image/jpeg", "image/png", "image/gif");

    private static final Set<String> BOXED = Set.of(
            "video/mp4", "application/mp4", "audio/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/3gpp2");

    /** What {@link Tika} makes of documents of Office by their beginning. */
    private static final String OFFICE = "application/x-tika-ooxml";

    private static final String ZIP = "application/zip";

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
        if (!taken.contains(type) && !mayBeDocument(type)) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Files of type " + type + " are not taken");
        }
        return type;
    }

    /**
     * Whether a file that begins so may turn out to be a document of Office that is taken: {@link #of(String, Path)}
     * finds out.
     */
    private boolean mayBeDocument(String type) {
        return (type.equals(ZIP) || type.equals(OFFICE))
                && taken.stream()
                        .anyMatch(each -> each.equals(OFFICE)
                                || each.startsWith("application/vnd.openxmlformats-officedocument."));
    }

    /**
     * The media type of a whole file, of which the beginning is of a type that is taken: of a document of Office the
     * one that programs know it by. A document is taken where documents are, whatever its beginning shows, and else as
     * the ZIP file that it is.
     *
     * @throws ApiException {@code unsupported_media_type}
     */
    public String of(String ofHead, Path file) throws IOException {
        if (!ofHead.equals(OFFICE) && !ofHead.equals(ZIP)) {
            return ofHead;
        }
        Optional<String> document =
                OfficeFile.type(file).filter(type -> taken.contains(OFFICE) || taken.contains(type));
        if (document.isEmpty() && !taken.contains(ZIP)) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Files of type application/zip are not taken");
        }
        return document.orElse(ZIP);
    }

    /** The type of a file that was stored when all documents of Office had one: by the ending of its name. */
    public static String shown(String stored, String name) {
        if (!stored.equals(OFFICE)) {
            return stored;
        }
        String document = "application/vnd.openxmlformats-officedocument.";
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "docx" -> document + "wordprocessingml.document";
            case "xlsx" -> document + "spreadsheetml.sheet";
            case "pptx" -> document + "presentationml.presentation";
            default -> ZIP;
        };
    }

    /**
     * Whether a type is built of boxes as MP4 is, and cleaned. By default MP4 alone is accepted; an operator may list
     * the others.
     */
    public static boolean isVideo(String type) {
        return BOXED.contains(type);
    }

    /**
     * Cleans a video where it is.
     *
     * @return whether anything was taken out
     */
    public static boolean clean(Path video) throws IOException {
        return VideoCleaner.clean(video);
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
