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
 * Detects the media type of a file by its content, independently of its name and of the client's type, and rejects
 * types that are not accepted.
 */
public final class FileType {

    /** The number of first bytes by which the type is detected. */
    public static final int HEAD = 64 * 1024;

    /** The types that browsers may show inline: cleaned images. Any other file is served as a download. */
    private static final Set<String> SHOWN_INLINE = Set.of("image/jpeg", "image/png", "image/gif");

    private static final Set<String> BOXED = Set.of(
            "video/mp4", "application/mp4", "audio/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/3gpp2");

    /** The type that {@link Tika} detects for Office documents by their first bytes. */
    private static final String OFFICE = "application/x-tika-ooxml";

    private static final String ZIP = "application/zip";

    private final Tika tika = new Tika();
    private final Set<String> taken;

    /** @param taken the accepted media types */
    public FileType(List<String> taken) {
        this.taken = Set.copyOf(taken);
    }

    /**
     * The media type of a file with these first bytes.
     *
     * @throws ApiException {@code unsupported_media_type} for a type that is not accepted
     */
    public String of(byte[] head) {
        String type = tika.detect(head);
        if (!taken.contains(type) && !mayBeDocument(type)) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Files of type " + type + " are not taken");
        }
        return type;
    }

    /**
     * Whether a file of this type may be an accepted Office document, which {@link #of(String, Path)} decides by the
     * whole file.
     */
    private boolean mayBeDocument(String type) {
        return (type.equals(ZIP) || type.equals(OFFICE))
                && taken.stream()
                        .anyMatch(each -> each.equals(OFFICE)
                                || each.startsWith("application/vnd.openxmlformats-officedocument."));
    }

    /**
     * The media type of a whole file. An Office document has the type by which programs open it, if such documents are
     * accepted, and is a ZIP file otherwise.
     *
     * @param ofHead the accepted type of the file's first bytes
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

    /**
     * The type to show for a stored file. Files of earlier versions have one type for all Office documents, which is
     * refined by the extension of the name.
     */
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
     * Whether a type consists of boxes as MP4 does, so that files of it are cleaned. By default MP4 alone is accepted;
     * an operator may accept the others.
     */
    public static boolean isVideo(String type) {
        return BOXED.contains(type);
    }

    /**
     * Cleans a video in its file.
     *
     * @return whether anything was removed
     */
    public static boolean clean(Path video) throws IOException {
        return VideoCleaner.clean(video);
    }

    /** Whether a type is one of the image types that are cleaned. */
    public static boolean isImage(String type) {
        return SHOWN_INLINE.contains(type);
    }

    /** Whether a browser may show files of a type inline. */
    public static boolean isShownInline(String type) {
        return SHOWN_INLINE.contains(type);
    }
}
